using StreamColorizer.Core.Color;

namespace StreamColorizer.Core.Quality;

/// <summary>L*, a and b of an 8-bit picture (white as in <see cref="Lab"/>), in single precision.</summary>
internal sealed class LabPlanes
{
    private const float Threshold = 216f / 24389;

    private static readonly float[] Linear = [.. Enumerable.Range(0, 256).Select(code => (float)Lab.Linear(code / 255.0))];

    public LabPlanes(RgbPicture picture)
    {
        var count = picture.Width * picture.Height;
        (L, A, B) = (new float[count], new float[count], new float[count]);
        var pixels = picture.Pixels;
        for (var i = 0; i < count; i++)
        {
            var (r, g, b) = (Linear[pixels[3 * i]], Linear[pixels[3 * i + 1]], Linear[pixels[3 * i + 2]]);
            var fx = F((0.412453f * r + 0.357580f * g + 0.180423f * b) * (float)(1 / Lab.WhiteX));
            var fy = F(0.212671f * r + 0.715160f * g + 0.072169f * b);
            var fz = F((0.019334f * r + 0.119193f * g + 0.950227f * b) * (float)(1 / Lab.WhiteZ));
            (L[i], A[i], B[i]) = (116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz));
        }
    }

    public float[] L { get; }

    public float[] A { get; }

    public float[] B { get; }

    private static float F(float t) => t > Threshold ? MathF.Cbrt(t) : t * (841f / 108) + 4f / 29;
}
