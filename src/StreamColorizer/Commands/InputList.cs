using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Encode;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>Turns the inputs of a command line into single things to color, each with its output.</summary>
public static class InputList
{
    private static readonly HashSet<string> Films = new(StringComparer.OrdinalIgnoreCase)
    {
        ".mkv", ".mp4", ".mov", ".m4v", ".avi", ".webm", ".ts", ".m2ts", ".mts", ".mpg", ".mpeg", ".vob", ".mxf", ".wmv", ".asf",
        ".flv", ".ogv", ".ogg", ".3gp", ".dv", ".y4m", ".nut", ".264", ".h264", ".265", ".h265", ".hevc", ".rm", ".gif",
    };

    /// <summary>Lists what is to be colored, folders opened. Of several inputs, one that cannot be colored carries its refusal.</summary>
    /// <exception cref="ColorizerException">The only input cannot be colored, or the folder for the outputs is none.</exception>
    public static IReadOnlyList<ColorizeItem> Of(ColorizeRequest request)
    {
        var inputs = request.Inputs.SelectMany(Open).ToArray();
        var intoFolder = request.Output is { } output
            && (inputs.Length > 1 || Directory.Exists(output) || output.EndsWith(Path.DirectorySeparatorChar));
        if (intoFolder && !Directory.Exists(request.Output))
        {
            throw new ColorizerException(ExitCode.Failed, File.Exists(request.Output)
                ? $"{inputs.Length} inputs go into a folder, and {request.Output} is a file: choose a folder with -o."
                : $"The folder {request.Output} does not exist: make it, or choose another output with -o.");
        }

        var items = inputs.Select(input => Item(input, request.Output, intoFolder, request.VideoCodec)).ToArray();
        var sources = RealPath.OfSources(inputs);
        // A film that keeps its container has the first right to a name.
        var owners = items.Where(static item => item.Refusal is null).OrderBy(static item => item.Remark is not null)
            .GroupBy(static item => RealPath.OfEntry(item.Output))
            .ToDictionary(static twins => twins.Key, static twins => twins.First());
        items = [.. items.Select(item => item with { Refusal = item.Refusal ?? item.Loss([item.Output], sources) ?? Twin(item, owners) })];
        return items is [{ Refusal: { } refusal }] ? throw refusal : items;
    }

    /// <summary>Whether a name is a pattern of numbered pictures, such as frames/%05d.png.</summary>
    public static bool IsSequence(string path) => PictureSequence.IsPattern(path) && !File.Exists(path);

    private static ColorizerException? Twin(ColorizeItem item, Dictionary<string, ColorizeItem> owners) =>
        owners[RealPath.OfEntry(item.Output)] is var owner && ReferenceEquals(owner, item) ? null : new ColorizerException(ExitCode.Usage,
            $"{item.Input} would become {item.Output}, as {owner.Input} does: color it in a run of its own, with another -o.");

    private static IEnumerable<string> Open(string input)
    {
        if (!Directory.Exists(input))
            return [input];
        var films = Directory.EnumerateFiles(input).Where(IsUncoloredFilm).Order(StringComparer.Ordinal).ToArray();
        return films.Length > 0 ? films : [input];
    }

    // A second run over a folder must not color the results of the first.
    private static bool IsUncoloredFilm(string path) =>
        Films.Contains(Path.GetExtension(path)) && !Path.GetFileNameWithoutExtension(path).EndsWith(".color", StringComparison.Ordinal);

    private static ColorizeItem Item(string input, string? output, bool intoFolder, VideoCodec codec)
    {
        if (Directory.Exists(input))
        {
            return new ColorizeItem(InputKind.Film, input, input)
            {
                Refusal = new ColorizerException(ExitCode.Failed, $"The folder {input} holds no video file: name the file itself, "
                    + $"or numbered pictures as {Path.Combine(input, "%05d.png")}."),
            };
        }

        var kind = IsSequence(input) ? InputKind.Sequence
            : PictureFile.IsNamedLikePicture(input) ? InputKind.Picture
            : InputKind.Film;
        var folder = intoFolder ? output! : Path.GetDirectoryName(input) ?? "";
        var beside = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(input)}.color{Path.GetExtension(input)}");
        var target = output is null || intoFolder ? beside : output;
        return kind == InputKind.Film ? WithContainer(input, target, codec) : new ColorizeItem(kind, input, target);
    }

    private static ColorizeItem WithContainer(string input, string target, VideoCodec codec)
    {
        var (container, remark) = OutputContainer.Choose(Path.GetExtension(target), codec);
        return new ColorizeItem(
            InputKind.Film, input, remark is null ? target : Path.ChangeExtension(target, container.Extension), remark);
    }
}
