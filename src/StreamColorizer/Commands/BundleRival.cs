using System.Globalization;
using StreamColorizer.Core.Color;
using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Commands;

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

    /// <summary>Colors with a known embedding; the next frame of a clip with its memory and scene.</summary>
    public IReadOnlyList<RgbPicture> Color(
        string name, RgbPicture truth, byte[] luma, float[] embedding, (ColorMemory Memory, int Scene)? clip = null) =>
        Colorizer.Color(truth.Width, truth.Height, luma, embedding, _saturations, name, clip);

    /// <inheritdoc />
    public void Dispose() => _network.Dispose();
}
