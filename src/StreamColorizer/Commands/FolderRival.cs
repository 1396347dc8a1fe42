using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>A folder of pictures that another program colored.</summary>
internal sealed class FolderRival : IRival
{
    private readonly string _folder;

    public FolderRival(string argument)
    {
        var parts = argument.Split('=', 2);
        _folder = parts[^1];
        if (!Directory.Exists(_folder))
            throw new ColorizerException(ExitCode.Usage, $"The folder {_folder} of --compare does not exist: check its path.");
        var name = parts.Length == 2 ? parts[0] : Path.GetFileName(Path.GetFullPath(_folder).TrimEnd(Path.DirectorySeparatorChar));
        Contestants = [new Contestant(name, ContestantKind.Folder, name.Split('@')[0])];
    }

    /// <inheritdoc />
    public IReadOnlyList<Contestant> Contestants { get; }

    /// <inheritdoc />
    public IReadOnlyList<RgbPicture> Color(string name, RgbPicture truth, byte[] luma)
    {
        var path = Path.Combine(_folder, Path.ChangeExtension(name, ".png"));
        if (!File.Exists(path))
            throw new ColorizerException(ExitCode.Failed, $"The folder {_folder} of --compare lacks {path}, a recolored {name}.");
        var picture = RgbPictures.Decode(File.ReadAllBytes(path), path);
        return picture.Width == truth.Width && picture.Height == truth.Height
            ? [picture]
            : throw new ColorizerException(
                ExitCode.Failed,
                $"The picture {path} of --compare has {picture.Width}x{picture.Height} pixels, but {name} has "
                + $"{truth.Width}x{truth.Height}: color it at its own size.");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }
}
