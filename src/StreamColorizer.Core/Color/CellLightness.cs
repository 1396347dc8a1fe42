using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// What the network saw, cell by cell of its answer: mean L* and how much L* varies inside the cell. One caller at a time
/// reads; no allocation per frame.
/// </summary>
public sealed class CellLightness
{
    private readonly int _guideWidth;
    private readonly int _scaleY;
    private readonly int _scaleX;
    private readonly float[] _means;
    private readonly float[] _deviations;
    // Down the columns of a row of cells, so that eight columns are added at once.
    private readonly float[] _sums;
    private readonly float[] _squares;

    /// <summary>Prepares for one geometry.</summary>
    /// <param name="guideHeight">H of the network's input.</param>
    /// <param name="guideWidth">W of the network's input.</param>
    /// <param name="height">Rows of the answer; divides H.</param>
    /// <param name="width">Columns of the answer; divides W.</param>
    /// <exception cref="ArgumentException">The answer's size does not divide the network's.</exception>
    public CellLightness(int guideHeight, int guideWidth, int height, int width)
    {
        if (guideHeight % height != 0 || guideWidth % width != 0)
            throw new ArgumentException($"An answer of {width}x{height} does not divide a network input of {guideWidth}x{guideHeight}.");
        (Height, Width, _guideWidth) = (height, width, guideWidth);
        (_scaleY, _scaleX) = (guideHeight / height, guideWidth / width);
        (_means, _deviations) = (new float[height * width], new float[height * width]);
        (_sums, _squares) = (new float[guideWidth], new float[guideWidth]);
    }

    /// <summary>Rows of cells.</summary>
    public int Height { get; }

    /// <summary>Columns of cells.</summary>
    public int Width { get; }

    /// <summary>Mean L* of each cell, 0..100.</summary>
    public ReadOnlySpan<float> Means => _means;

    /// <summary>Standard deviation of L* in each cell: 0 where it is plain, up to 50.</summary>
    public ReadOnlySpan<float> Deviations => _deviations;

    /// <summary>Reads one picture.</summary>
    /// <param name="lightness">L* 0..100, H×W.</param>
    /// <exception cref="ArgumentException">The plane has another size.</exception>
    public void Read(ReadOnlySpan<float> lightness)
    {
        if (lightness.Length != Height * _scaleY * _guideWidth)
            throw new ArgumentException("The network's input does not have the size that these cells were made for.");
        for (var y = 0; y < Height; y++)
        {
            Array.Clear(_sums);
            Array.Clear(_squares);
            for (var row = y * _scaleY; row < (y + 1) * _scaleY; row++)
                AddRow(lightness.Slice(row * _guideWidth, _guideWidth));
            Finish(y);
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void AddRow(ReadOnlySpan<float> row)
    {
        var x = 0;
        for (; x <= row.Length - 8; x += 8)
        {
            var lightness = Vector256.Create(row[x..]);
            (Vector256.Create<float>(_sums.AsSpan(x)) + lightness).CopyTo(_sums, x);
            (Vector256.Create<float>(_squares.AsSpan(x)) + lightness * lightness).CopyTo(_squares, x);
        }

        for (; x < row.Length; x++)
        {
            _sums[x] += row[x];
            _squares[x] += row[x] * row[x];
        }
    }

    [MethodImpl(Compiled.AtOnce)]
    private void Finish(int y)
    {
        var perCell = 1f / (_scaleY * _scaleX);
        var (sums, squares, scale) = (_sums, _squares, _scaleX);
        var means = _means.AsSpan(y * Width, Width);
        var deviations = _deviations.AsSpan(y * Width, Width);
        for (int x = 0, at = 0; x < means.Length; x++)
        {
            var (sum, square) = (0f, 0f);
            for (var end = at + scale; at < end; at++)
                (sum, square) = (sum + sums[at], square + squares[at]);
            var mean = sum * perCell;
            means[x] = mean;
            deviations[x] = MathF.Sqrt(Math.Max(0, square * perCell - mean * mean));
        }
    }
}
