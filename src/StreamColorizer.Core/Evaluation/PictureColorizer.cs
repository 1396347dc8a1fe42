using StreamColorizer.Core.Color;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Quality;

namespace StreamColorizer.Core.Evaluation;

/// <summary>
/// Colors R'G'B' pictures by the judge's protocol: luma is the full-range BT.601 Y' of the picture, rounded to 8 bit;
/// the network's answer is painted at 4:4:4 in the same description and turned back into 8-bit R'G'B'. Safe for several
/// callers; the network answers one at a time.
/// </summary>
/// <param name="network">The network. Stays the caller's.</param>
/// <param name="size">Short side that the network sees; null for the bundle's.</param>
public sealed class PictureColorizer(IColorNetwork network, int? size)
{
    /// <summary>How the judge's planes stand for color.</summary>
    public static readonly ColorDescription Protocol = new(ColorMatrix.Bt601, FullRange: true, ChromaSiting.Center);

    private readonly SceneEmbedder? _embedder =
        network.Facts.EmbeddingLength > 0 ? new SceneEmbedder(network, Protocol) : null;

    private readonly Lock _turn = new();
    private readonly float[] _embedding = GC.AllocateArray<float>(network.Facts.EmbeddingLength, pinned: true);
    private float[] _lightness = [];
    private float[] _ab = [];

    /// <summary>The luma plane of a picture, which is also its gray version.</summary>
    public static byte[] Luma(RgbPicture picture)
    {
        var luma = new byte[picture.Width * picture.Height];
        var pixels = picture.Pixels;
        for (var i = 0; i < luma.Length; i++)
        {
            // BT.601 in thousandths: exact, so halves round up as in any exact arithmetic.
            var thousandths = 299 * pixels[3 * i] + 587 * pixels[3 * i + 1] + 114 * pixels[3 * i + 2];
            luma[i] = (byte)((thousandths + 500) / 1000);
        }

        return luma;
    }

    /// <summary>The gray picture of a luma plane: (Y', 128, 128).</summary>
    public static RgbPicture Gray(int width, int height, byte[] luma)
    {
        var pixels = new byte[3 * luma.Length];
        for (var i = 0; i < luma.Length; i++)
            pixels[3 * i] = pixels[3 * i + 1] = pixels[3 * i + 2] = luma[i];
        return new RgbPicture(width, height, pixels);
    }

    /// <summary>Computes the embedding of a picture; empty without a global graph.</summary>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="luma">Its luma plane.</param>
    /// <param name="name">What it is, for the error.</param>
    /// <exception cref="ColorizerException">The network failed, or its answer is not finite.</exception>
    public float[] Embed(int width, int height, byte[] luma, string name)
    {
        lock (_turn)
            return _embedder?.Embed(Layout(width, height), luma, name) ?? [];
    }

    /// <summary>A memory for the frames of one clip.</summary>
    /// <param name="width">Of the frames.</param>
    /// <param name="height">Of the frames.</param>
    public ColorMemory Remember(int width, int height)
    {
        var (seen, scale) = (Seen(width, height), network.Facts.AnswerScale);
        return new ColorMemory(seen.Height / scale, seen.Width / scale);
    }

    /// <summary>Colors a luma plane once for each saturation.</summary>
    /// <param name="width">Of the picture.</param>
    /// <param name="height">Of the picture.</param>
    /// <param name="luma">Its luma plane.</param>
    /// <param name="embedding">From <see cref="Embed"/>.</param>
    /// <param name="saturations">Factors on a and b.</param>
    /// <param name="name">What it is, for the error.</param>
    /// <param name="clip">The memory of the clip whose next frame it is, and the frame's scene; null for a picture.</param>
    /// <exception cref="ColorizerException">The network failed, or its answer is not finite.</exception>
    public RgbPicture[] Color(
        int width, int height, byte[] luma, float[] embedding, IReadOnlyList<float> saturations, string name,
        (ColorMemory Memory, int Scene)? clip = null)
    {
        var layout = Layout(width, height);
        var facts = network.Facts;
        var seen = Seen(width, height);
        var (lightness, ab) = Ask(layout, seen, luma, embedding, name);
        var cells = new CellLightness(seen.Height, seen.Width, seen.Height / facts.AnswerScale, seen.Width / facts.AnswerScale);
        cells.Read(lightness);
        clip?.Memory.Steady(clip.Value.Scene, group: 0, cells, ab);
        var pictures = new RgbPicture[saturations.Count];
        var (cb, cr) = (new byte[luma.Length], new byte[luma.Length]);
        for (var i = 0; i < pictures.Length; i++)
        {
            var painter = new ChromaPainter(layout, Protocol, cells.Height, cells.Width, saturations[i]);
            painter.Paint(luma, cells, ab, cb, cr);
            pictures[i] = Compose(width, height, luma, cb, cr);
        }

        return pictures;
    }

    /// <summary>8-bit R'G'B' of full-range BT.601 planes at 4:4:4, rounded and clipped.</summary>
    internal static RgbPicture Compose(int width, int height, byte[] luma, byte[] cb, byte[] cr)
    {
        var pixels = new byte[3 * luma.Length];
        for (var i = 0; i < luma.Length; i++)
        {
            float y = luma[i], u = cb[i] - 128, v = cr[i] - 128;
            pixels[3 * i] = Byte(y + 1.402f * v);
            pixels[3 * i + 1] = Byte(y - 0.344136f * u - 0.714136f * v);
            pixels[3 * i + 2] = Byte(y + 1.772f * u);
        }

        return new RgbPicture(width, height, pixels);
    }

    private static byte Byte(float value) => (byte)Math.Clamp((int)MathF.Round(value), 0, 255);

    private static PlaneLayout Layout(int width, int height) => new(width, height, 8, ChromaSampling.Yuv444);

    private NetworkSize Seen(int width, int height) =>
        NetworkSize.For(width, height, size ?? network.Facts.DefaultSize, network.Facts.Stride);

    private (float[] Lightness, float[] Ab) Ask(PlaneLayout layout, NetworkSize seen, byte[] luma, float[] embedding, string name)
    {
        var cells = seen.Height * seen.Width;
        var answer = 2 * cells / (network.Facts.AnswerScale * network.Facts.AnswerScale);
        var scaler = new LightnessScaler(layout, Protocol, seen.Height, seen.Width);
        lock (_turn)
        {
            // The network binds buffers and keeps them: the same ones serve every picture that fits.
            if (_lightness.Length < cells)
                (_lightness, _ab) = (GC.AllocateArray<float>(cells, pinned: true), GC.AllocateArray<float>(answer, pinned: true));
            scaler.Scale(luma, _lightness.AsSpan(0, cells));
            embedding.CopyTo(_embedding, 0);
            network.Colorize(1, seen.Height, seen.Width, _lightness.AsMemory(0, cells), _embedding, _ab.AsMemory(0, answer));
            if (!Finite.All(_ab.AsSpan(0, answer)))
                throw SceneEmbedder.NotFinite(network.Facts, name);
            return (_lightness[..cells], _ab[..answer]);
        }
    }
}
