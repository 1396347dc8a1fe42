using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace StreamColorizer.Core.Quality;

/// <summary>
/// Structural similarity to one picture (Wang et al. 2004): Gaussian window 11×11 with σ 1.5, C1 = (0.01·255)²,
/// C2 = (0.03·255)², windows wholly inside the picture, mean over R, G, B and positions. Not safe for two callers at once.
/// </summary>
internal sealed class Ssim
{
    private const int Window = 11;
    private const float C1 = 6.5025f, C2 = 58.5225f;

    // Samples are counted from the middle of their range: small numbers keep single precision sufficient.
    private const float Center = 128;

    private static readonly float[] Weights = Gaussian();

    private readonly RgbPicture _truth;
    private readonly int _outWidth;
    private readonly int _outHeight;
    private readonly float[][] _truthPlanes = new float[3][];
    private readonly float[][] _truthMeans = new float[3][];
    private readonly float[][] _truthSquares = new float[3][];
    private readonly float[] _rows;

    public Ssim(RgbPicture truth)
    {
        _truth = truth;
        _outWidth = truth.Width - Window + 1;
        _outHeight = truth.Height - Window + 1;
        _rows = new float[Math.Max(0, _outWidth) * truth.Height];
        if (!IsDefined)
            return;
        for (var channel = 0; channel < 3; channel++)
        {
            _truthPlanes[channel] = Plane(truth, channel);
            _truthMeans[channel] = Blur(_truthPlanes[channel]);
            _truthSquares[channel] = Blur(Product(_truthPlanes[channel], _truthPlanes[channel]));
        }
    }

    /// <summary>False for a picture smaller than the window.</summary>
    public bool IsDefined => _outWidth > 0 && _outHeight > 0;

    /// <summary>Mean similarity of another picture of the same size, at most 1; NaN where none is defined.</summary>
    public double Of(RgbPicture picture)
    {
        if (!IsDefined)
            return double.NaN;
        double sum = 0;
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = Plane(picture, channel);
            var means = Blur(plane);
            var squares = Blur(Product(plane, plane));
            var products = Blur(Product(plane, _truthPlanes[channel]));
            for (var i = 0; i < means.Length; i++)
                sum += At(means[i], _truthMeans[channel][i], squares[i], _truthSquares[channel][i], products[i]);
        }

        return sum / (3.0 * _outWidth * _outHeight);
    }

    private static double At(float x, float y, float xx, float yy, float xy)
    {
        var (meanX, meanY) = (x + Center, y + Center);
        var covariance = xy - x * y;
        var variances = xx - x * x + yy - y * y;
        return (2 * meanX * meanY + C1) * (2 * covariance + C2)
            / ((meanX * meanX + meanY * meanY + C1) * (variances + C2));
    }

    private static float[] Plane(RgbPicture picture, int channel)
    {
        var plane = new float[picture.Width * picture.Height];
        for (var i = 0; i < plane.Length; i++)
            plane[i] = picture.Pixels[3 * i + channel] - Center;
        return plane;
    }

    private static float[] Product(float[] x, float[] y)
    {
        var product = new float[x.Length];
        for (var i = 0; i < x.Length; i++)
            product[i] = x[i] * y[i];
        return product;
    }

    private float[] Blur(float[] plane)
    {
        for (var y = 0; y < _truth.Height; y++)
            Weigh(plane, y * _truth.Width, 1, _rows.AsSpan(y * _outWidth, _outWidth));
        var result = new float[_outWidth * _outHeight];
        for (var y = 0; y < _outHeight; y++)
            Weigh(_rows, y * _outWidth, _outWidth, result.AsSpan(y * _outWidth, _outWidth));
        return result;
    }

    private static void Weigh(float[] source, int start, int step, Span<float> result)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(source);
        var x = 0;
        for (; x <= result.Length - 8; x += 8)
        {
            var sum = Vector256<float>.Zero;
            for (var tap = 0; tap < Window; tap++)
                sum = Vector256.MultiplyAddEstimate(
                    Vector256.LoadUnsafe(ref first, (nuint)(start + x + tap * step)), Vector256.Create(Weights[tap]), sum);
            sum.CopyTo(result[x..]);
        }

        for (; x < result.Length; x++)
        {
            var sum = 0f;
            for (var tap = 0; tap < Window; tap++)
                sum += source[start + x + tap * step] * Weights[tap];
            result[x] = sum;
        }
    }

    private static float[] Gaussian()
    {
        var weights = new double[Window];
        for (var i = 0; i < Window; i++)
            weights[i] = Math.Exp(-(i - 5) * (i - 5) / (2 * 1.5 * 1.5));
        var sum = weights.Sum();
        return [.. weights.Select(weight => (float)(weight / sum))];
    }
}
