using System.Numerics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// One axis cut into cells of equal extent. A sample is <see cref="SampleUnits"/> long and a cell
/// <see cref="CellUnits"/>, both whole numbers, so weights are exact.
/// </summary>
internal sealed class BoxAxis
{
    private readonly (int Whole, uint Part)[] _borders;

    /// <summary>Cuts an axis.</summary>
    /// <param name="samples">Samples along it, at least 1.</param>
    /// <param name="cells">Cells along it, at least 1.</param>
    public BoxAxis(int samples, int cells)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cells);
        var common = (int)BigInteger.GreatestCommonDivisor(samples, cells);
        (CellUnits, SampleUnits) = ((uint)(samples / common), (uint)(cells / common));
        _borders = new (int, uint)[cells + 1];
        for (var border = 0; border < _borders.Length; border++)
        {
            var (whole, part) = Math.DivRem((ulong)border * CellUnits, SampleUnits);
            _borders[border] = ((int)whole, (uint)part);
        }
    }

    /// <summary>Extent of a cell.</summary>
    public uint CellUnits { get; }

    /// <summary>Extent of a sample.</summary>
    public uint SampleUnits { get; }

    /// <summary>
    /// Where cells meet, the axis's two ends included: whole samples before the border, and units of the next sample, which
    /// are 0 at the axis's end.
    /// </summary>
    public ReadOnlySpan<(int Whole, uint Part)> Borders => _borders;
}
