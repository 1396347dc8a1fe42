using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static StreamColorizer.Core.Color.Eights;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Lets color flow along lines of one direction, eight lines at once: each line is the exact minimum of
/// Σ (new − old)² + Σ link · (new − next new)², a system with three diagonals, solved by elimination. What it holds is one
/// plane of cells; its lines run down the columns. One caller at a time; no allocation per frame.
/// </summary>
/// <param name="rows">Cells along a line.</param>
/// <param name="columns">Lines.</param>
internal sealed class FieldLines(int rows, int columns)
{
    // Differences between two cells at which a link has a quarter of its strength: of L*, and of the logarithm of texture.
    private const float LightnessStep = 1.5f, TextureStep = 0.5f;

    private readonly float[] _links = new float[Padded(rows) * Padded(columns)];
    private readonly float[] _carried = new float[Padded(rows) * Padded(columns)];

    // Cells that lines consist of; behind them stand rows up to a whole vector, so that planes can be turned by squares.
    private readonly int _end = rows * Padded(columns);

    /// <summary>Floats from row to row of every plane: whole vectors.</summary>
    public int Pitch { get; } = Padded(columns);

    /// <summary>Mean L* of each cell, rows of <see cref="Pitch"/>, a multiple of eight of them.</summary>
    public float[] Lightness { get; } = new float[Padded(rows) * Padded(columns)];

    /// <summary>Logarithm of texture of each cell.</summary>
    public float[] Texture { get; } = new float[Padded(rows) * Padded(columns)];

    /// <summary>a of each cell.</summary>
    public float[] A { get; } = new float[Padded(rows) * Padded(columns)];

    /// <summary>b of each cell.</summary>
    public float[] B { get; } = new float[Padded(rows) * Padded(columns)];

    /// <summary>Lets a and b flow between cells that lie a step apart.</summary>
    /// <param name="step">Rows between the cells of a link, at least 1.</param>
    /// <param name="strength">Of a link between equal cells, at least 0.</param>
    [MethodImpl(Compiled.AtOnce)]
    public void Flow(int step, float strength)
    {
        var distance = step * Pitch;
        for (var cell = 0; cell < _end; cell += 8)
            Eliminate(cell, distance, strength);
        for (var cell = _end - distance - 8; cell >= 0; cell -= 8)
        {
            var carried = At(_carried, cell);
            (At(A, cell) + carried * At(A, cell + distance)).CopyTo(A, cell);
            (At(B, cell) + carried * At(B, cell + distance)).CopyTo(B, cell);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Eliminate(int cell, int distance, float strength)
    {
        var next = cell + distance < _end ? Link(cell, cell + distance) * strength : Vector256<float>.Zero;
        var diagonal = Vector256<float>.One + next;
        var (a, b) = (At(A, cell), At(B, cell));
        if (cell >= distance)
        {
            var before = cell - distance;
            var link = At(_links, before);
            diagonal += link - link * At(_carried, before);
            (a, b) = (a + link * At(A, before), b + link * At(B, before));
        }

        var scale = Vector256<float>.One / diagonal;
        next.CopyTo(_links, cell);
        (next * scale).CopyTo(_carried, cell);
        (a * scale).CopyTo(A, cell);
        (b * scale).CopyTo(B, cell);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Link(int one, int other)
    {
        var lightness = (At(Lightness, one) - At(Lightness, other)) * (1 / LightnessStep);
        var texture = (At(Texture, one) - At(Texture, other)) * (1 / TextureStep);
        var fall = Vector256<float>.One / (Vector256<float>.One + lightness * lightness + texture * texture);
        return fall * fall;
    }
}
