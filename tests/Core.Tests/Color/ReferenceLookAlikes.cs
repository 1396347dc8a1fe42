namespace Core.Tests.Color;

/// <summary>
/// The definition of steadying an answer, in double precision and without a grid's layout: every cell belongs to nodes
/// over L*, texture, row and column by linear weights; its color moves halfway to the weighted mean of its nodes.
/// </summary>
internal static class ReferenceLookAlikes
{
    public static double[] Steady(Picture picture, float[] ab)
    {
        var (height, width) = (picture.AnswerHeight, picture.AnswerWidth);
        var nodes = new Dictionary<(int, int, int, int), (double A, double B, double Weight)>();
        foreach (var (y, x, node, weight) in Weights(picture))
        {
            var (a, b, sum) = nodes.GetValueOrDefault(node);
            nodes[node] = (a + weight * ab[y * width + x], b + weight * ab[(height + y) * width + x], sum + weight);
        }

        var steady = ab.Select(value => value / 2.0).ToArray();
        foreach (var (y, x, node, weight) in Weights(picture))
        {
            steady[y * width + x] += weight * nodes[node].A / nodes[node].Weight / 2;
            steady[(height + y) * width + x] += weight * nodes[node].B / nodes[node].Weight / 2;
        }

        return steady;
    }

    private static IEnumerable<(int Y, int X, (int, int, int, int) Node, double Weight)> Weights(Picture picture)
    {
        var (height, width) = (picture.AnswerHeight, picture.AnswerWidth);
        var side = Math.Min(height, width);
        return
            from y in Enumerable.Range(0, height)
            from x in Enumerable.Range(0, width)
            from lightness in Tents(picture.CellMean(y, x) / 100, 16)
            from texture in Tents(Math.Log(1 + picture.CellDeviation(y, x)) / Math.Log(51), 8)
            from row in Tents(y / (height - 1.0), (int)Math.Round(2.0 * height / side) + 1)
            from column in Tents(x / (width - 1.0), (int)Math.Round(2.0 * width / side) + 1)
            let weight = lightness.Weight * texture.Weight * row.Weight * column.Weight
            where weight > 0
            select (y, x, (lightness.Node, texture.Node, row.Node, column.Node), weight);
    }

    /// <summary>Nodes from 0 to 1 with even steps, and how near a position is to each.</summary>
    private static IEnumerable<(int Node, double Weight)> Tents(double position, int nodes) =>
        from node in Enumerable.Range(0, nodes)
        let weight = 1 - Math.Abs(position * (nodes - 1) - node)
        where weight > 0
        select (node, weight);
}
