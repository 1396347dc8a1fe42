using System.Globalization;
using System.Text.Json;

namespace StreamColorizer.Benchmarks;

/// <summary>The films, programs and folders that the parts of the benchmark share.</summary>
/// <param name="folder">Where everything is written.</param>
/// <param name="frames">Frames of the 720p film.</param>
internal sealed class Bench(string folder, int frames)
{
    public static readonly string Root = FindRoot();

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "streamcolorizer");

    public int Frames => frames;

    public string Bundle { get; } = Path.Combine(Root, "models", "fusion-s");

    public string At(string name) => Path.Combine(folder, name);

    /// <summary>The sample film, played again and again, gray, at a height.</summary>
    public string Film(int height, int length)
    {
        var path = At($"gray-{height}p-{length}.mkv");
        if (!File.Exists(path))
        {
            Measured.Run(new("ffmpeg", "-v", "error", "-stream_loop", "-1", "-i", Path.Combine(Root, "samples", "short-film.mkv"), "-map", "0:v",
                "-frames:v", Text(length), "-vf", $"scale={height * 16 / 9}:{height}:flags=lanczos,hue=s=0", "-pix_fmt", "yuv420p",
                "-c:v", "libx264", "-preset", "veryfast", "-crf", "18", path));
        }

        return path;
    }

    /// <summary>Runs `colorize`, with a report.</summary>
    public (Measured Measured, JsonElement Report) Colorize(string film, string output, params string[] options)
    {
        var report = At("report.json");
        var measured = Measured.Run(ColorizeCommand(film, output, ["--report", report, .. options]));
        using var json = JsonDocument.Parse(File.ReadAllText(report));
        return (measured, json.RootElement.Clone());
    }

    /// <summary>`colorize`.</summary>
    public Command ColorizeCommand(string film, string output, params string[] options) =>
        new(Program, ["colorize", film, "-o", At(output), "--overwrite", "--no-resume", "--quiet", .. options]);

    /// <summary>A plain transcode with the settings that `colorize` has by default, its threads too.</summary>
    public Command Transcode(string film, string output) => new(
        "ffmpeg", "-v", "error", "-y", "-i", film, "-map", "0:v:0", "-c:v", "libx264", "-preset", "medium", "-crf", "18",
        "-threads:v", Text(Environment.ProcessorCount), "-pix_fmt", "yuv420p", At(output));

    /// <summary>A plain decode.</summary>
    public static Command Decode(string film) => new("ffmpeg", "-v", "error", "-i", film, "-map", "0:v:0", "-f", "null", "-");

    /// <summary>The bare network in a process of its own, as often as a film asks it.</summary>
    public Command Network(int length, int embeddings) => new(
        Environment.ProcessPath!, "network", Bundle, Text(length), Text(embeddings));

    /// <summary>Command line of the program itself.</summary>
    public static string Executable => Program;

    public static void Say(string line) => Console.WriteLine(line);

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string FindRoot()
    {
        var place = new DirectoryInfo(AppContext.BaseDirectory);
        while (place is not null && !File.Exists(Path.Combine(place.FullName, "StreamColorizer.sln")))
            place = place.Parent;
        return place?.FullName ?? throw new InvalidOperationException("The benchmark runs inside the repository.");
    }
}
