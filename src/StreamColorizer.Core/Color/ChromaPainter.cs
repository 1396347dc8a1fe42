using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Paints the chroma planes of one geometry: evens a network's a, b where no edge parts the picture, brings them to
/// the chroma plane along luma edges (fast guided filter), turns them into Cb, Cr of the stream's own matrix, range and
/// siting with the frame's own luma, and lowers chroma where the result were no color. a = b = 0 gives neutral chroma
/// exactly. One caller at a time; no allocation per frame.
/// </summary>
public sealed class ChromaPainter
{
    private readonly PlaneLayout _layout;
    private readonly float _saturation;
    private readonly ChromaGrid _grid;
    private readonly EvenFields _fields;
    private readonly GuidedFit _fit;
    private readonly FitUpsampler _upsampler;
    private readonly SiteLuma _luma;
    private readonly ChromaRow _row;
    private readonly float[] _sites;

    /// <summary>Prepares for one geometry.</summary>
    /// <param name="layout">Geometry of the frame.</param>
    /// <param name="color">Its matrix, range and chroma siting.</param>
    /// <param name="answerHeight">Rows of the network's answer.</param>
    /// <param name="answerWidth">Columns of the network's answer.</param>
    /// <param name="saturation">Factor on a and b, at least 0.</param>
    /// <exception cref="ArgumentException">The factor is negative.</exception>
    public ChromaPainter(PlaneLayout layout, ColorDescription color, int answerHeight, int answerWidth, float saturation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(saturation);
        _layout = layout;
        _saturation = saturation;
        _grid = new ChromaGrid(layout, color.Siting);
        _luma = new SiteLuma(layout, color);
        _row = new ChromaRow(color, layout.BitDepth, _luma.PaddedWidth);
        _fields = new EvenFields(answerHeight, answerWidth);
        _fit = new GuidedFit(answerHeight, answerWidth);
        _upsampler = new FitUpsampler(_grid, layout.Height, layout.Width, _luma.PaddedWidth, answerHeight, answerWidth);
        _sites = new float[_luma.PaddedWidth];
    }

    /// <summary>Paints one frame.</summary>
    /// <param name="luma">Y' as decoded.</param>
    /// <param name="cells">What the network saw.</param>
    /// <param name="ab">Its answer: a, then b, in CIELAB units; finite.</param>
    /// <param name="cb">Receives the Cb plane.</param>
    /// <param name="cr">Receives the Cr plane.</param>
    /// <exception cref="ArgumentException">A plane or the cells do not have the size of the geometry.</exception>
    public void Paint(ReadOnlySpan<byte> luma, CellLightness cells, ReadOnlySpan<float> ab, Span<byte> cb, Span<byte> cr)
    {
        if (luma.Length != _layout.LumaBytes || cb.Length != _layout.ChromaBytes || cr.Length != _layout.ChromaBytes)
            throw new ArgumentException("The planes do not have the size that this painter was made for.");
        _fit.Fit(cells, _fields.Even(cells, ab));
        var saturation = _saturation * _fit.PictureShare;
        _upsampler.Begin();
        for (var y = 0; y < _layout.ChromaHeight; y++)
        {
            _luma.Row(luma, y, _sites);
            _upsampler.Row(_fit, _grid.PositionY(y));
            _row.Compute(_sites, _upsampler, saturation);
            Store(_row.Cb, cb.Slice(y * _layout.ChromaStride, _layout.ChromaStride));
            Store(_row.Cr, cr.Slice(y * _layout.ChromaStride, _layout.ChromaStride));
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Store(ushort[] row, Span<byte> plane)
    {
        if (_layout.BytesPerSample == 2)
        {
            MemoryMarshal.AsBytes(row.AsSpan(0, _layout.ChromaWidth)).CopyTo(plane);
            return;
        }

        var x = 0;
        for (; x <= plane.Length - 16; x += 16)
            Vector128.Narrow(Vector128.Create<ushort>(row.AsSpan(x)), Vector128.Create<ushort>(row.AsSpan(x + 8))).CopyTo(plane[x..]);
        for (; x < plane.Length; x++)
            plane[x] = (byte)row[x];
    }
}
