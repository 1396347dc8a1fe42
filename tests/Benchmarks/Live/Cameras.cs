using System.Diagnostics;
using System.Globalization;

namespace StreamColorizer.Benchmarks.Live;

/// <summary>The RTSP server of the tests (GStreamer's), which plays clips that were encoded once, over and over.</summary>
internal sealed class Cameras : IDisposable
{
    private readonly Process _server;

    private Cameras(Process server) => _server = server;

    public int Id => _server.Id;

    /// <summary>Begins to serve /cam0, /cam1, …; the clips take turns.</summary>
    public static Cameras Start(int port, int count, IReadOnlyList<string> clips, int rate)
    {
        var script = Path.Combine(Bench.Root, "tests", "EndToEnd.Tests", "Live", "rtsp_server.py");
        var streams = Enumerable.Range(0, count).Select(i => $"cam{i}={clips[i % clips.Count]}@{Bench.Text(rate)}");
        var start = new ProcessStartInfo("/usr/bin/python3", [script, Bench.Text(port), .. streams]) { RedirectStandardOutput = true };
        var server = Process.Start(start)!;
        return server.StandardOutput.ReadLine() == "ready"
            ? new Cameras(server)
            : throw new InvalidOperationException("The RTSP server did not start.");
    }

    /// <summary>
    /// Encodes gray clips at 640×360: those of fixed cameras in the folder that STREAMCOLORIZER_DATA names, else the
    /// sample film. A still one stands on its first picture.
    /// </summary>
    public static IReadOnlyList<string> Encode(Bench bench, int rate, bool still)
    {
        var data = Environment.GetEnvironmentVariable("STREAMCOLORIZER_DATA");
        string[] names = ["cctv-plaza-day", "traffic-cam-day", "indoor-people", "indoor-atrium"];
        var clips = data is null ? [] : names.Select(name => Path.Combine(data, "clips", name + ".mp4")).Where(File.Exists).ToArray();
        if (clips.Length == 0)
            clips = [Path.Combine(Bench.Root, "samples", "short-film.mkv")];
        return [.. clips.Select(clip => Encode(bench, clip, rate, still))];
    }

    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }

    private static string Encode(Bench bench, string clip, int rate, bool still)
    {
        var path = bench.At($"{Path.GetFileNameWithoutExtension(clip)}-{rate}{(still ? "-still" : "")}.h264");
        var freeze = still ? ",loop=loop=-1:size=1:start=0" : "";
        if (!File.Exists(path))
        {
            Measured.Run(new("ffmpeg", "-v", "error", "-stream_loop", "-1", "-i", clip, "-map", "0:v:0", "-t", "20",
                "-vf", string.Create(CultureInfo.InvariantCulture, $"scale=640:360,fps={rate}{freeze},format=gray,format=yuv420p"),
                "-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-g", Bench.Text(2 * rate), "-x264-params", "aud=1", "-f", "h264", path));
        }

        return path;
    }
}
