using OpenCvSharp;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;

namespace StreamColorizer.Media.Live;

/// <summary>A dark, colorless bar with light letters: drawn once, then copied into frames.</summary>
internal sealed class Label : ILabel
{
    private const double TallestPart = .04;
    private const int LeastHeight = 8;
    private const int Dark = 24;
    private const int Light = 225;
    private const int Gray = 128;
    private const double LettersHeight = 21; // of OpenCV's plain letters at scale 1

    private readonly byte[] _bar;
    private readonly int _width;
    private readonly int _height;
    private readonly int _top;

    /// <summary>Draws it.</summary>
    /// <param name="layout">Frames that it is for; 8 bits and 4:2:0.</param>
    /// <param name="text">ASCII, one line.</param>
    /// <param name="atTop">True: at the top edge; false: at the bottom edge.</param>
    public Label(PlaneLayout layout, string text, bool atTop)
    {
        var scale = Math.Max(LeastHeight, layout.Height * TallestPart) / LettersHeight;
        var size = Cv2.GetTextSize(text, HersheyFonts.HersheySimplex, scale, 1, out var below);
        var margin = Math.Max(2, size.Height / 3);
        _width = Math.Min(layout.Width, size.Width + 4 * margin);
        _height = Math.Min(layout.Height, size.Height + below + 2 * margin);
        _top = atTop ? 0 : layout.Height - _height;
        using var bar = new Mat(_height, _width, MatType.CV_8UC1, Scalar.All(Dark));
        Cv2.PutText(
            bar, text, new Point(2 * margin, margin + size.Height), HersheyFonts.HersheySimplex, scale, Scalar.All(Light), 1, LineTypes.AntiAlias);
        _bar = bar.AsSpan<byte>().ToArray();
    }

    /// <inheritdoc />
    public void Draw(Frame frame)
    {
        var layout = frame.Layout;
        for (var row = 0; row < _height; row++)
            _bar.AsSpan(row * _width, _width).CopyTo(frame.Luma[((_top + row) * layout.Width)..]);
        for (var row = _top / 2; row < (_top + _height + 1) / 2; row++)
        {
            frame.Cb.Slice(row * layout.ChromaWidth, (_width + 1) / 2).Fill(Gray);
            frame.Cr.Slice(row * layout.ChromaWidth, (_width + 1) / 2).Fill(Gray);
        }
    }
}
