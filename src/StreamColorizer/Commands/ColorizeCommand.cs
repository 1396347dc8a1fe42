using System.CommandLine;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;
using static StreamColorizer.Commands.OptionParsing;

namespace StreamColorizer.Commands;

/// <summary><c>colorize</c>: films, folders of them, pictures and numbered sequences become color.</summary>
public static class ColorizeCommand
{
    /// <summary>Its name on the command line.</summary>
    public const string Name = "colorize";

    private const string ExamplesText = """
        Examples:
          streamcolorizer colorize film.mkv
              writes film.color.mkv beside it; stopped or killed, the same command continues
          streamcolorizer colorize film.mp4 -o color.mkv --codec x265 --crf 20 --report report.json
              writes report.html beside report.json, with a slider between before and after
          streamcolorizer colorize film.mkv --from 1:30 --to 2:00 --contact-sheet sheet.png -o try.mkv
              tries half a minute first
          streamcolorizer colorize night-1/ night-2/ more.mkv -o color/
              colors every video in two folders and one file; one failure does not stop the rest
          streamcolorizer colorize portrait.jpg --reference postcard.jpg --saturation 0.9
              colors a picture in the style of another
          streamcolorizer colorize frames/%05d.png -o color/%05d.png
              colors a numbered sequence
          streamcolorizer colorize film.mkv --dry-run
              says what would be done, how long it takes and how much room it needs
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var inputs = new Argument<string[]>("INPUT")
        {
            Description = "Video files, folders of them, pictures (PNG, JPEG, TIFF, WebP) or numbered sequences (frames/%05d.png).",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = Text("--output", "FILE|FOLDER", "Where the color goes. [default: NAME.color.EXT beside the input]", "-o");
        var model = new Option<string>("--model")
        {
            Description = "Name or folder of the model; 'streamcolorizer models' lists them.",
            HelpName = "NAME|FOLDER",
            DefaultValueFactory = _ => BundleLibrary.DefaultName,
        };
        var device = Device();
        var decoder = Choice(
            "--decoder", "Who decodes; auto takes ffmpeg where it is installed, and only ffmpeg keeps luma to the bit.",
            "auto", "auto", "ffmpeg", "opencv");
        var batch = Whole("--batch", "Frames that the network sees at once, 1 to 64. [default: 1 on a CPU, more on a GPU]", 1, 64);
        var size = Whole("--size", "Short side in pixels that the network sees, 16 to 2048. [default: the model's]", 16, 2048);
        var codec = Choice("--codec", "How the film is encoded.", "x264", "x264", "x265", "av1", "prores", "ffv1");
        var crf = Whole("--crf", "Quality of x264, x265 and av1; lower is better and larger. [default: 18 for x264, 20 for x265, 28 for av1]", 0, 63);
        var preset = Text("--preset", "NAME", "Speed of x264, x265 (ultrafast to placebo) and av1 (0 to 13, fast). [default: medium, for av1 8]");
        var pixelFormat = Text("--pixel-format", "NAME", "Pixel format of the output, as ffmpeg names it. [default: keeps the depth]");
        var deinterlace = Flag("--deinterlace", "Make interlaced input progressive.");
        var from = Time("--from", "Color from this time on (90, 1:30, 0:01:30.5); sound and subtitles are cut alike.");
        var to = Time("--to", "Color up to this time.");
        var saturation = Number("--saturation", "Strength of the colors, 0 to 4. [default: the model's; 'models' prints it]", 0, 4);
        var reference = Text("--reference", "PICTURE", "Take the mood of the colors from this picture, in place of each scene's own.");
        var cache = Choice(
            "--embedding-cache", "on: one mood of colors for each scene, which keeps them steady; off: one for each frame, which is slower.",
            "on", "on", "off");
        var threshold = Number("--scene-threshold", "How strong a change counts as a cut, 0 to 1. [default: 0.25]", 0, 1);
        var resume = Flag("--resume", "Continue behind what an earlier run finished; this is the default.");
        var noResume = Flag("--no-resume", "Forget what an earlier run finished.");
        var overwrite = Flag("--overwrite", "Replace an existing output, report or contact sheet.");
        var report = Text("--report", "FILE", "Write a report: FILE as JSON, and the same beside it as a page (.html).");
        var sheet = Text("--contact-sheet", "FILE", "Write a picture of 12 moments, before and after.");
        var dryRun = Flag("--dry-run", "Say what would be done, how long it would take and how much room it needs; write nothing.");
        var metricsPort = Whole("--metrics-port", "Serve metrics for Prometheus at http://127.0.0.1:N/metrics while at work.", 1, 65535);
        var quiet = Flag("--quiet", "Say nothing but warnings and faults.", "-q");
        var command = new Command(Name, "Color films, pictures and numbered sequences.")
        {
            inputs, output, model, device, decoder, batch, size, codec, crf, preset, pixelFormat, deinterlace, from, to, saturation,
            reference, cache, threshold, resume, noResume, overwrite, report, sheet, dryRun, metricsPort, quiet,
        };
        command.SetAction((parsed, _) =>
        {
            if (parsed.GetValue(resume) && parsed.GetValue(noResume))
                throw new ColorizerException(ExitCode.Usage, "--resume and --no-resume exclude each other: give one of them.");
            if (parsed.GetValue(from) is { } begin && parsed.GetValue(to) is { } end && end <= begin)
                throw new ColorizerException(ExitCode.Usage, $"--to ({end:g}) must lie behind --from ({begin:g}): move one of them.");
            return ColorizeRun.RunAsync(new ColorizeRequest
            {
                Inputs = parsed.GetRequiredValue(inputs),
                Output = parsed.GetValue(output),
                Model = parsed.GetRequiredValue(model),
                Device = parsed.GetRequiredValue(device),
                Decoder = parsed.GetRequiredValue(decoder),
                Batch = parsed.GetValue(batch),
                Size = parsed.GetValue(size),
                Codec = parsed.GetRequiredValue(codec),
                Crf = parsed.GetValue(crf),
                Preset = parsed.GetValue(preset),
                PixelFormat = parsed.GetValue(pixelFormat),
                Deinterlace = parsed.GetValue(deinterlace),
                From = parsed.GetValue(from),
                To = parsed.GetValue(to),
                Saturation = parsed.GetValue(saturation),
                Reference = parsed.GetValue(reference),
                EmbeddingCache = parsed.GetValue(cache) == "on",
                SceneThreshold = parsed.GetValue(threshold),
                Resume = !parsed.GetValue(noResume),
                Overwrite = parsed.GetValue(overwrite),
                Report = parsed.GetValue(report),
                ContactSheet = parsed.GetValue(sheet),
                DryRun = parsed.GetValue(dryRun),
                MetricsPort = parsed.GetValue(metricsPort),
                Quiet = parsed.GetValue(quiet),
            });
        });
        Examples.Of(command, ExamplesText);
        return command;
    }
}
