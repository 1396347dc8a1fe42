using System.Globalization;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;
using StreamColorizer.Media.Inference;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>Someone who colors pictures for the judge: one row of the table or, at several saturations, more.</summary>
internal interface IRival : IDisposable
{
    /// <summary>Its rows.</summary>
    IReadOnlyList<Contestant> Contestants { get; }

    /// <summary>Colors a picture, once for each row. Safe for several callers.</summary>
    IReadOnlyList<RgbPicture> Color(string name, RgbPicture truth, byte[] luma);
}

/// <summary>A bundle, run by this program.</summary>
internal sealed class BundleRival : IRival
{
    private readonly OnnxColorNetwork _network;
    private readonly float[] _saturations;

    public BundleRival(Bundle bundle, string label, EvaluateRequest request)
    {
        _network = OnnxColorNetwork.Open(bundle, new NetworkOptions { Device = DeviceChoice.Parse(request.Device) });
        Colorizer = new PictureColorizer(_network, request.Size);
        _saturations = request.Saturations.Count > 0 ? [.. request.Saturations] : [bundle.Saturation];
        Contestants = [.. _saturations.Select(saturation => new Contestant(
            _saturations.Length == 1 ? label : string.Create(CultureInfo.InvariantCulture, $"{label} ×{saturation}"),
            ContestantKind.Bundle, label, saturation, _network.Checksums))];
    }

    /// <inheritdoc />
    public IReadOnlyList<Contestant> Contestants { get; }

    /// <summary>Colors with an embedding of one's choice, as clips want it.</summary>
    public PictureColorizer Colorizer { get; }

    /// <inheritdoc />
    public IReadOnlyList<RgbPicture> Color(string name, RgbPicture truth, byte[] luma) =>
        Color(name, truth, luma, Colorizer.Embed(truth.Width, truth.Height, luma, name));

    /// <summary>Colors with a known embedding.</summary>
    public IReadOnlyList<RgbPicture> Color(string name, RgbPicture truth, byte[] luma, float[] embedding) =>
        Colorizer.Color(truth.Width, truth.Height, luma, embedding, _saturations, name);

    /// <inheritdoc />
    public void Dispose() => _network.Dispose();
}

/// <summary>A folder of pictures that another program colored.</summary>
internal sealed class FolderRival : IRival
{
    private readonly string _folder;

    public FolderRival(string argument)
    {
        var parts = argument.Split('=', 2);
        _folder = parts[^1];
        if (!Directory.Exists(_folder))
            throw new ColorizerException(ExitCode.Usage, $"The folder {_folder} of --compare does not exist.");
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
        var picture = RgbPictureFile.Decode(File.ReadAllBytes(path), path);
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
