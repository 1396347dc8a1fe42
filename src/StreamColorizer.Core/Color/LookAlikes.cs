using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Steadies an answer: every cell's color moves halfway to the mean color of the cells that look like it, wherever an
/// edge may lie between them. Alike are cells near in L*, in texture (how much L* varies inside) and, loosely, in place;
/// so a plain sky takes one color, not two, and a wall none of what stands before it. Means are kept at the nodes of a
/// coarse grid over these four (a bilateral grid, Chen, Paris and Durand 2007, with texture as a fourth axis), to which
/// cells give and from which they take with the same linear weights. No allocation per frame; one caller at a time.
/// </summary>
internal sealed class LookAlikes
{
    // On the evaluation pictures wider steps and a larger share gain less; without texture half of the gain is lost.
    private const float Share = 0.5f;
    private const int Lightnesses = 16, Textures = 8;
    private const float LightnessesPerUnit = (Lightnesses - 1) / 100f;

    /// <summary>Nodes along the short side.</summary>
    private const int Places = 3;

    // Texture counts by its logarithm, up to the largest deviation that there is.
    private static readonly float TexturesPerLog = (Textures - 1) / MathF.Log(1 + 50);

    private readonly int _height;
    private readonly int _width;
    private readonly (int Node, float Fraction)[] _rows;
    private readonly (int Node, float Fraction)[] _columns;
    private readonly int _nextRow;
    private readonly Vector128<float>[] _nodes;
    private readonly (int Node, Vector128<float> Weights)[] _looks;
    private readonly float[] _logarithms;
    private readonly float[] _ab;

    /// <summary>Prepares for one size of answer.</summary>
    /// <param name="height">Rows of the answer.</param>
    /// <param name="width">Columns of the answer.</param>
    public LookAlikes(int height, int width)
    {
        (_height, _width) = (height, width);
        var (rows, columns) = (NodesAlong(height), NodesAlong(width));
        const int place = Lightnesses * Textures;
        _nextRow = place * columns;
        _rows = [.. Enumerable.Range(0, height).Select(y => Position(y, height, rows, _nextRow))];
        _columns = [.. Enumerable.Range(0, width).Select(x => Position(x, width, columns, place))];
        _nodes = new Vector128<float>[_nextRow * rows];
        _looks = new (int, Vector128<float>)[height * width];
        _logarithms = new float[height * width];
        _ab = new float[2 * height * width];

        int NodesAlong(int side) => (int)MathF.Round((Places - 1f) * side / Math.Min(height, width)) + 1;
    }

    /// <summary>Steadies one answer.</summary>
    /// <param name="cells">What the network saw.</param>
    /// <param name="ab">Its answer: a, then b; finite.</param>
    /// <returns>a, then b; valid until the next call. No color stays exactly none.</returns>
    /// <exception cref="ArgumentException">The answer has another size.</exception>
    public ReadOnlySpan<float> Steady(CellLightness cells, ReadOnlySpan<float> ab)
    {
        if (ab.Length != _ab.Length)
            throw new ArgumentException("The network's answer does not have the size that this painter was made for.");
        Look(cells);
        Give(ab);
        Average();
        Take(ab);
        return _ab;
    }

    private void Look(CellLightness cells)
    {
        Logarithms(cells.Deviations);
        for (var cell = 0; cell < _looks.Length; cell++)
        {
            var (lightness, l) = Between(cells.Means[cell] * LightnessesPerUnit, Lightnesses);
            var (texture, t) = Between(_logarithms[cell] * TexturesPerLog, Textures);
            _looks[cell] = (
                lightness * Textures + texture, Vector128.Create((1 - l) * (1 - t), (1 - l) * t, l * (1 - t), l * t));
        }
    }

    private void Logarithms(ReadOnlySpan<float> deviations)
    {
        var cell = 0;
        for (; cell <= deviations.Length - 8; cell += 8)
            Vector256.Log(Vector256.Create(deviations[cell..]) + Vector256<float>.One).CopyTo(_logarithms, cell);
        for (; cell < deviations.Length; cell++)
            _logarithms[cell] = MathF.Log(1 + deviations[cell]);
    }

    private void Give(ReadOnlySpan<float> ab)
    {
        Array.Clear(_nodes);
        for (int cell = 0, y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++, cell++)
            {
                var color = Vector128.Create(ab[cell], ab[_looks.Length + cell], 1, 0);
                var (row, column) = (_rows[y], _columns[x]);
                var (look, weights) = _looks[cell];
                var node = row.Node + column.Node + look;
                var (near, far) = (color * (1 - row.Fraction), color * row.Fraction);
                GiveLook(node, near * (1 - column.Fraction), weights);
                GiveLook(node + Lightnesses * Textures, near * column.Fraction, weights);
                GiveLook(node + _nextRow, far * (1 - column.Fraction), weights);
                GiveLook(node + _nextRow + Lightnesses * Textures, far * column.Fraction, weights);
            }
    }

    private void GiveLook(int node, Vector128<float> color, Vector128<float> weights)
    {
        var nodes = _nodes.AsSpan(node, Textures + 2);
        nodes[0] += color * weights[0];
        nodes[1] += color * weights[1];
        nodes[Textures] += color * weights[2];
        nodes[Textures + 1] += color * weights[3];
    }

    private void Average()
    {
        foreach (ref var node in _nodes.AsSpan())
            node /= Vector128.Create(MathF.Max(node[2], 1e-20f));
    }

    private void Take(ReadOnlySpan<float> ab)
    {
        for (int cell = 0, y = 0; y < _height; y++)
            for (var x = 0; x < _width; x++, cell++)
            {
                var (row, column) = (_rows[y], _columns[x]);
                var (look, weights) = _looks[cell];
                var node = row.Node + column.Node + look;
                var near = LookAt(node, weights) * (1 - column.Fraction)
                    + LookAt(node + Lightnesses * Textures, weights) * column.Fraction;
                var far = LookAt(node + _nextRow, weights) * (1 - column.Fraction)
                    + LookAt(node + _nextRow + Lightnesses * Textures, weights) * column.Fraction;
                var mean = near + (far - near) * row.Fraction;
                _ab[cell] = ab[cell] + Share * (mean[0] - ab[cell]);
                _ab[_looks.Length + cell] = ab[_looks.Length + cell] + Share * (mean[1] - ab[_looks.Length + cell]);
            }
    }

    private Vector128<float> LookAt(int node, Vector128<float> weights)
    {
        var nodes = _nodes.AsSpan(node, Textures + 2);
        return nodes[0] * weights[0] + nodes[1] * weights[1] + nodes[Textures] * weights[2] + nodes[Textures + 1] * weights[3];
    }

    private static (int Node, float Fraction) Between(float position, int nodes)
    {
        var node = Math.Clamp((int)position, 0, nodes - 2);
        return (node, Math.Clamp(position - node, 0, 1));
    }

    private static (int Node, float Fraction) Position(int cell, int cells, int nodes, int stride)
    {
        var (node, fraction) = Between(cells == 1 ? 0 : (float)cell * (nodes - 1) / (cells - 1), nodes);
        return (node * stride, fraction);
    }
}
