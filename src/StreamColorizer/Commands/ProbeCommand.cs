using System.CommandLine;
using Spectre.Console;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Pictures;
using StreamColorizer.Media.Probe;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary><c>probe</c>: says what a film is before anything is done to it.</summary>
public static class ProbeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var input = new Argument<string>("INPUT") { Description = "A video file or a picture." };
        var command = new Command("probe", "Say what is in a film: streams, size, rate, range, matrix, depth, whether it is gray.") { input };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var facts = await MediaProbe.ProbeAsync(parsed.GetRequiredValue(input), cancellationToken);
            var tone = await ToneProbe.ProbeAsync(facts, cancellationToken);
            AnsiConsole.Write(PictureFile.IsNamedLikePicture(facts.Path) && !PictureSequence.IsPattern(facts.Path) ? Picture(facts, tone) : Film(facts, tone));
            return 0;
        });
        Examples.Of(command, """
            Examples:
              streamcolorizer probe film.mkv
                  says whether it is gray, interlaced or variable in rate, and what else would be carried over
              streamcolorizer probe portrait.jpg
            """);
        return command;
    }

    // One picture has no rate, and its numbers are red, green and blue when it is colored.
    private static Grid Picture(MediaFacts facts, Tone tone)
    {
        var grid = NewGrid();
        Row(grid, "File", $"{facts.Path}, {Show.Bytes(facts.Bytes)}");
        Row(grid, "Picture", $"{facts.Video.Width}x{facts.Video.Height}, {facts.Video.Codec}, {facts.Video.PixelFormat}");
        Row(grid, "Depth", $"{facts.Video.BitDepth} bit");
        Row(grid, "Colors", Colors(tone));
        return grid;
    }

    private static Grid Film(MediaFacts facts, Tone tone)
    {
        var video = facts.Video;
        var grid = NewGrid();
        Row(grid, "File", $"{facts.Path}, {Show.Bytes(facts.Bytes)}, {facts.Container}");
        Row(grid, "Duration", facts.DurationSeconds is { } seconds
            ? $"{ProgressText.Clock(seconds)}, from {Show.Of(facts.StartSeconds ?? 0)} s on" : "not declared");
        Row(grid, "Picture", $"{video.Width}x{video.Height}{Aspect(video)}{Rotation(video)}, {video.Codec}, {video.PixelFormat}");
        Row(grid, "Rate", Rate(video));
        Row(grid, "Fields", video.IsInterlaced ? $"interlaced ({video.FieldOrder})" : "progressive");
        Row(grid, "Luma", $"{video.BitDepth} bit, {(video.Color.FullRange ? "full" : "limited")} range"
            + $"{(video.HasLuma ? "" : ", to be made: the source has none")}");
        Row(grid, "Matrix", $"{video.Color.Matrix.ToString().Replace("Bt", "BT.", StringComparison.Ordinal)}"
            + $"{(video.ColorGuessed ? ", guessed: the file does not say" : "")}");
        Row(grid, "Colors", Colors(tone));
        Row(grid, "Transfer", video.DeclaredTransfer ?? "not declared");
        foreach (var stream in facts.Streams)
            Row(grid, $"Stream {stream.Index}", Describe(stream));
        if (facts.Chapters > 0)
            Row(grid, "Chapters", Show.Of(facts.Chapters));
        return grid;
    }

    private static Grid NewGrid() => new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();

    private static string Colors(Tone tone) => tone switch { Tone.Gray => "gray", Tone.Tinted => "tinted", _ => "in color already" };

    private static void Row(Grid grid, string name, string value) => grid.AddRow(Markup.Escape(name), Markup.Escape(value));

    private static string Aspect(VideoFacts video) =>
        video.SampleWidth == video.SampleHeight ? "" : $" (samples {video.SampleWidth}:{video.SampleHeight})";

    private static string Rotation(VideoFacts video) => video.Rotation == 0 ? "" : $", shown turned by {video.Rotation}°";

    private static string Rate(VideoFacts video)
    {
        var rate = video.AverageRate.IsKnown ? video.AverageRate : video.NominalRate;
        var text = rate.IsKnown ? FormattableString.Invariant($"{rate.PerSecond:0.###} frames per second") : "not declared";
        return text + (video.IsVariableRate ? ", variable" : "")
            + (video.FrameCount is { } frames ? $", {Show.Count(frames)} frames" : "");
    }

    private static string Describe(StreamFacts stream) => string.Join(", ", new[]
    {
        stream.Kind.ToString().ToLowerInvariant(), stream.Codec, stream.Details, stream.Language, stream.Title,
        stream.IsDefault ? "default" : null, stream.IsForced ? "forced" : null,
    }.Where(part => !string.IsNullOrEmpty(part)));
}
