namespace StreamColorizer.Core.Film;

/// <summary>What is known of a picture, or of a sequence of them by its first.</summary>
/// <param name="Format">png, jpeg, tiff, webp or bmp, by its content.</param>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="BitDepth">Bits of a sample, 8 or 16.</param>
/// <param name="Count">Pictures.</param>
public sealed record PictureFacts(string Format, int Width, int Height, int BitDepth, int Count);
