namespace StreamColorizer.Core.Color;

/// <summary>The size at which a network sees a picture.</summary>
/// <param name="Height">A multiple of the stride.</param>
/// <param name="Width">A multiple of the stride.</param>
public readonly record struct NetworkSize(int Height, int Width)
{
    /// <summary>
    /// Scales a picture down to a short side, keeps its aspect, and rounds both sides to the stride. Never larger than
    /// the picture rounded up to the stride; the sample aspect ratio plays no part.
    /// </summary>
    /// <param name="width">Luma width of the picture, at least 1.</param>
    /// <param name="height">Luma height of the picture, at least 1.</param>
    /// <param name="shortSide">Short side that is aimed at, at least 1.</param>
    /// <param name="stride">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is below 1.</exception>
    public static NetworkSize For(int width, int height, int shortSide, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shortSide);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        var scale = Math.Min(1, (double)shortSide / Math.Min(width, height));
        return new NetworkSize(Rounded(height, scale, stride), Rounded(width, scale, stride));
    }

    private static int Rounded(int side, double scale, int stride)
    {
        var largest = (side + stride - 1) / stride;
        var nearest = (int)Math.Round(side * scale / stride, MidpointRounding.AwayFromZero);
        return Math.Clamp(nearest, 1, largest) * stride;
    }
}
