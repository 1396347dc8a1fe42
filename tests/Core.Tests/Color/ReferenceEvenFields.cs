namespace Core.Tests.Color;

/// <summary>
/// The definition of evening an answer, in double precision: line after line, the colors that differ least from the old
/// ones and, as strongly as two cells are linked, from each other; the system of equations is solved as a full one.
/// </summary>
internal static class ReferenceEvenFields
{
    public static double[] Even(Picture picture, float[] ab)
    {
        var (height, width) = (picture.AnswerHeight, picture.AnswerWidth);
        var far = Math.Max(1, Math.Min(height, width) / 4);
        var even = ab.Select(value => (double)value).ToArray();
        Columns(far, 400);
        Rows(far, 400);
        Rows(1, 100);
        Columns(1, 100);
        return even;

        void Columns(int step, double strength)
        {
            for (var x = 0; x < width; x++)
                Line([.. Enumerable.Range(0, height).Select(y => (y, x))], step, strength);
        }

        void Rows(int step, double strength)
        {
            for (var y = 0; y < height; y++)
                Line([.. Enumerable.Range(0, width).Select(x => (y, x))], step, strength);
        }

        void Line((int Y, int X)[] cells, int step, double strength)
        {
            var system = new double[cells.Length, cells.Length];
            for (var i = 0; i < cells.Length; i++)
                system[i, i] = 1;
            for (var i = 0; i + step < cells.Length; i++)
            {
                var link = strength * Link(picture, cells[i], cells[i + step]);
                (system[i, i], system[i + step, i + step]) = (system[i, i] + link, system[i + step, i + step] + link);
                (system[i, i + step], system[i + step, i]) = (system[i, i + step] - link, system[i + step, i] - link);
            }

            var indices = cells.Select(cell => cell.Y * width + cell.X).ToArray();
            foreach (var plane in new[] { 0, height * width })
            {
                var solved = Solve((double[,])system.Clone(), [.. indices.Select(index => even[plane + index])]);
                for (var i = 0; i < solved.Length; i++)
                    even[plane + indices[i]] = solved[i];
            }
        }
    }

    private static double Link(Picture picture, (int Y, int X) one, (int Y, int X) other)
    {
        var lightness = (picture.CellMean(one.Y, one.X) - picture.CellMean(other.Y, other.X)) / 1.5;
        var texture = Math.Log((1 + picture.CellDeviation(one.Y, one.X)) / (1 + picture.CellDeviation(other.Y, other.X))) / 0.5;
        return 1 / Math.Pow(1 + lightness * lightness + texture * texture, 2);
    }

    /// <summary>Gauss and Jordan, without pivots: the matrix is positive definite.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        for (var pivot = 0; pivot < right.Length; pivot++)
            for (var row = 0; row < right.Length; row++)
            {
                if (row == pivot || matrix[row, pivot] == 0)
                    continue;
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; column < right.Length; column++)
                    matrix[row, column] -= factor * matrix[pivot, column];
                right[row] -= factor * right[pivot];
            }

        return [.. right.Select((value, row) => value / matrix[row, row])];
    }
}
