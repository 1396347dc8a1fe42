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

    /// <summary>Lists what is to be colored, folders opened.</summary>
    /// <exception cref="ColorizerException">Two inputs with one output, or an output that is an input.</exception>
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
        var sources = inputs.Select(Path.GetFullPath).ToHashSet();
        var colored = items.Where(item => item.Kind != InputKind.FolderWithoutFilm).ToArray();
        if (colored.FirstOrDefault(item => sources.Contains(Path.GetFullPath(item.Output))) is { } loss)
        {
            throw new ColorizerException(ExitCode.Usage,
                $"{loss.Input} would become {loss.Output}, which is an input: choose another output with -o.");
        }

        foreach (var twins in colored.GroupBy(item => Path.GetFullPath(item.Output)).Where(group => group.Count() > 1))
        {
            throw new ColorizerException(ExitCode.Usage,
                $"{string.Join(" and ", twins.Select(item => item.Input))} would both become {twins.First().Output}: "
                + "color them in two runs with different -o.");
        }

        return items;
    }

    /// <summary>Whether a name is a pattern of numbered pictures, such as frames/%05d.png.</summary>
    public static bool IsSequence(string path) => PictureSequence.IsPattern(path) && !File.Exists(path);

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
            return new ColorizeItem(InputKind.FolderWithoutFilm, input, input);
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
