using System.Diagnostics;
using System.Globalization;
using StreamColorizer.Core.Frames;

namespace Core.Tests.Scenes;

/// <summary>Luma planes of a clip of the evaluation data, decoded by an ffmpeg child.</summary>
internal static class ClipFrames
{
    /// <summary>The data folder; skips the test where there is none.</summary>
    public static string DataFolder()
    {
        var folder = Environment.GetEnvironmentVariable("STREAMCOLORIZER_DATA");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "STREAMCOLORIZER_DATA is not set: no photographs and clips here.");
        return folder!;
    }

    /// <summary>Decodes a clip at its own size; calls back with each frame's luma.</summary>
    public static int Read(string path, Func<PlaneLayout, Action<byte[]>> begin)
    {
        var size = Run("ffprobe", ["-v", "error", "-select_streams", "V:0", "-show_entries", "stream=width,height", "-of", "csv=p=0", path])
            .Split('\n')[0].Trim(',', '\r').Split(',');
        var layout = new PlaneLayout(
            int.Parse(size[0], CultureInfo.InvariantCulture), int.Parse(size[1], CultureInfo.InvariantCulture), 8, ChromaSampling.Yuv420);
        var next = begin(layout);
        using var child = Start("ffmpeg", [
            "-v", "error", "-noautorotate", "-i", path, "-map", "0:V:0", "-vf", "extractplanes=y", "-fps_mode", "passthrough",
            "-f", "rawvideo", "-pix_fmt", "gray", "-",
        ]);
        var frame = new byte[layout.LumaBytes];
        var count = 0;
        while (child.StandardOutput.BaseStream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            next(frame);
            count++;
        }

        child.WaitForExit();
        Assert.Equal(0, child.ExitCode);
        return count;
    }

    private static string Run(string program, string[] arguments)
    {
        using var child = Start(program, arguments);
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return output;
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
}
