namespace StreamColorizer.Core.Quality;

/// <summary>An 8-bit R'G'B' picture, three bytes a pixel, rows tightly packed.</summary>
public sealed class RgbPicture
{
    /// <summary>Wraps pixels.</summary>
    /// <param name="width">At least 1.</param>
    /// <param name="height">At least 1.</param>
    /// <param name="pixels">R, G, B of every pixel, row by row: 3·width·height bytes. Not copied.</param>
    /// <exception cref="ArgumentException">The bytes do not fit the size.</exception>
    public RgbPicture(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (pixels.Length != 3 * width * height)
            throw new ArgumentException($"{pixels.Length} bytes are no picture of {width}x{height}.", nameof(pixels));
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>R, G, B of every pixel, row by row.</summary>
    public byte[] Pixels { get; }
}
