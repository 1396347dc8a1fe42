using StreamColorizer.Core.Errors;

namespace StreamColorizer.Core.Evaluation;

/// <summary>
/// What the judge is given: pictures, folders of them, tar shards (SOURCE/CLASS/ID.webp) and clips. Folders are searched
/// in depth, in the order of names.
/// </summary>
public sealed class PictureInputs
{
    private static readonly HashSet<string> ClipExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".mp4", ".mkv", ".mov", ".avi", ".webm", ".m4v", ".mpg", ".mpeg", ".ts", ".y4m",
    };

    private readonly List<(string Path, string Name, string Source)> _files = [];
    private readonly List<string> _clips = [];
    private readonly Predicate<string> _isPicture;

    /// <summary>Finds everything; opens nothing.</summary>
    /// <param name="inputs">Paths of files and folders.</param>
    /// <param name="isPicture">True for a name that ends like a picture's.</param>
    /// <exception cref="ColorizerException">An input is missing, of no known kind, or a folder without any.</exception>
    public PictureInputs(IReadOnlyList<string> inputs, Predicate<string> isPicture)
    {
        _isPicture = isPicture;
        foreach (var input in inputs)
            if (Directory.Exists(input))
                AddFolder(input);
            else if (!File.Exists(input))
                throw Refusal($"There is no file or folder {input}: give pictures, folders of them, tar shards or clips.");
            else if (!Add(input, Path.GetFileName(input), FolderName(input)))
                throw Refusal($"The file {input} is neither a picture nor a tar shard nor a clip by its name.");
    }

    /// <summary>Paths of the clips.</summary>
    public IReadOnlyList<string> Clips => _clips;

    /// <summary>Reads the pictures, one after another.</summary>
    /// <exception cref="ColorizerException">A shard is damaged or a file cannot be read.</exception>
    public IEnumerable<SourcePicture> Pictures()
    {
        var order = 0;
        foreach (var (path, name, source) in _files)
            if (_isPicture(path))
                yield return new SourcePicture(order++, name, source, ReadFile(path));
            else
                foreach (var (entry, bytes) in PictureShard.Read(path, _isPicture))
                    yield return new SourcePicture(order++, entry, SourceOf(entry) ?? FolderName(path), bytes);
    }

    private void AddFolder(string folder)
    {
        var before = _files.Count + _clips.Count;
        var options = new EnumerationOptions { RecurseSubdirectories = true };
        foreach (var path in Directory.EnumerateFiles(folder, "*", options).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
            Add(path, name, SourceOf(name) ?? Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar)));
        }

        if (_files.Count + _clips.Count == before)
            throw Refusal($"The folder {folder} holds no picture, tar shard or clip: name another.");
    }

    private bool Add(string path, string name, string source)
    {
        if (_isPicture(path) || Path.GetExtension(path).Equals(".tar", StringComparison.OrdinalIgnoreCase))
            _files.Add((path, name, source));
        else if (ClipExtensions.Contains(Path.GetExtension(path)))
            _clips.Add(path);
        else
            return false;
        return true;
    }

    private static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(ExitCode.Failed, $"The picture {path} cannot be read: {fault.Message}", fault);
        }
    }

    private static string? SourceOf(string name) => name.IndexOf('/') is var end and > 0 ? name[..end] : null;

    private static string FolderName(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))) ?? "";

    private static ColorizerException Refusal(string sentence) => new(ExitCode.Usage, sentence);
}
