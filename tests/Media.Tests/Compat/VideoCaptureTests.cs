using System.Diagnostics;
using OpenCvSharp;

namespace Media.Tests.Compat;

public sealed class VideoCaptureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("capture").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task AFileIsReadToItsEnd()
    {
        using var capture = new VideoCapture(await MakeClip(), VideoCaptureAPIs.FFMPEG);
        using var frame = new Mat();
        int frames = 0;
        while (capture.Read(frame))
            frames++;

        Assert.True(capture.IsOpened());
        Assert.Equal("FFMPEG", capture.GetBackendName());
        Assert.Equal(12, frames);
        Assert.Equal(25, capture.Get(VideoCaptureProperties.Fps));
        Assert.True(frame.Empty());
    }

    [Fact]
    public async Task AGrabbedFrameCanBeRetrieved()
    {
        using var capture = new VideoCapture();
        Assert.True(capture.Open(await MakeClip()));
        using var frame = new Mat();

        Assert.True(capture.Grab());
        Assert.True(capture.Retrieve(frame));
        Assert.Equal((new Size(64, 48), MatType.CV_8UC3), (frame.Size(), frame.Type()));
        capture.Release();
        Assert.False(capture.Read(frame));
    }

    [Fact]
    public async Task ParametersReachTheBackend()
    {
        int[] asPackets = [(int)VideoCaptureProperties.Format, -1];
        using var capture = new VideoCapture(await MakeClip(), VideoCaptureAPIs.FFMPEG, asPackets);
        using var packet = new Mat();

        Assert.True(capture.Read(packet));
        Assert.Equal((1, MatType.CV_8UC1), (packet.Rows, packet.Type()));
    }

    [Fact]
    public void AMissingFileIsNotOpened()
    {
        using var capture = new VideoCapture(Path.Combine(folder, "missing.mkv"));

        Assert.False(capture.IsOpened());
        Assert.Throws<OpenCvSharpException>(capture.GetBackendName);
    }

    private async Task<string> MakeClip()
    {
        string file = Path.Combine(folder, "clip.mkv");
        using Process ffmpeg = Process.Start(
            "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x48:r=25", "-frames:v", "12", "-c:v", "ffv1", file]);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, ffmpeg.ExitCode);
        return file;
    }
}
