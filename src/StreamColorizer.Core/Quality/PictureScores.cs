namespace StreamColorizer.Core.Quality;

/// <summary>How a colored picture compares with the true one.</summary>
/// <param name="Psnr">dB over R, G, B at 8 bit; infinite for equal pictures.</param>
/// <param name="Ssim">Structural similarity, at most 1; NaN for pictures below 11×11.</param>
/// <param name="DeltaE">Mean CIEDE2000.</param>
/// <param name="MseAb">Mean squared error of a and b divided by 128, over both.</param>
/// <param name="AucAb">
/// Area under the share of pixels whose (a, b) lies within t of the truth, t = 0..150 Lab units, in percent (Zhang 2016).
/// </param>
/// <param name="HueDistance">
/// Half the sum of differences of the chroma-weighted hue histograms (36 bins, each summing to 1), 0..1;
/// 1 if only one of the pictures has color.
/// </param>
/// <param name="Color">Colorfulness of the colored picture.</param>
/// <param name="TruthColor">Colorfulness of the true picture.</param>
public sealed record PictureScores(
    double Psnr, double Ssim, double DeltaE, double MseAb, double AucAb, double HueDistance,
    Colorfulness Color, Colorfulness TruthColor)
{
    /// <summary>Root of <see cref="MseAb"/>.</summary>
    public double RmseAb => Math.Sqrt(MseAb);
}
