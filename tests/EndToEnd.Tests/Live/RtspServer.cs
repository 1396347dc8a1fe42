using System.Diagnostics;
using System.Globalization;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

/// <summary>A real RTSP server (GStreamer's) that plays gray streams which were encoded once, and takes published ones.</summary>
internal sealed class RtspServer : IAsyncDisposable
{
    private readonly Process _process;

    private RtspServer(Process process) => _process = process;

    public static async Task<RtspServer> StartAsync(int port, string? login, params string[] streams)
    {
        var script = Path.Combine(Repository.Root, "tests", "EndToEnd.Tests", "Live", "rtsp_server.py");
        // Debian's own Python: the one that has Debian's bindings of GStreamer.
        var info = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true };
        foreach (var word in (string[])[script, port.ToString(CultureInfo.InvariantCulture), .. streams])
            info.ArgumentList.Add(word);
        if (login?.Split(' ') is [var user, var password])
        {
            foreach (var word in (string[])["--user", user, "--password", password])
                info.ArgumentList.Add(word);
        }

        var process = Process.Start(info)!;
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ready", line);
        return new RtspServer(process);
    }

    /// <summary>Encodes a moving gray picture as the server plays it; the file's name and rate, for its command line.</summary>
    public static async Task<string> EncodeAsync(string folder, string name, string size, int rate = 5, string format = "gray")
    {
        var path = Path.Combine(folder, $"{name}.h264");
        await Tools.RunAsync(
            "ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate={rate}:duration=4",
            "-vf", $"format={format},format=yuv420p", "-c:v", "libx264", "-bf", "0", "-g", $"{rate}", "-x264-params", "aud=1", "-f", "h264", path);
        return $"{path}@{rate}";
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
