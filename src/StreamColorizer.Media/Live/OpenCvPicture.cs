using OpenCvSharp;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Live;

/// <summary>Brings OpenCV's BGR pictures into planes: BT.601 at full range, as OpenCV converts them.</summary>
/// <param name="withColor">False: luma alone.</param>
internal sealed class OpenCvPicture(bool withColor) : IDisposable
{
    /// <summary>How the planes stand for color.</summary>
    public static readonly ColorDescription Color = new(ColorMatrix.Bt601, true, ChromaSiting.Center);

    private readonly Mat _whole = new();
    private readonly Mat _half = new();

    /// <summary>Fills a frame of the picture's size.</summary>
    public unsafe void Fill(Mat picture, Frame frame)
    {
        var layout = frame.Layout;
        fixed (byte* luma = frame.Luma)
        {
            using var y = Mat.FromPixelData(layout.Height, layout.Width, MatType.CV_8UC1, (nint)luma);
            Cv2.CvtColor(picture, y, ColorConversionCodes.BGR2GRAY);
        }

        if (!withColor)
            return;
        Cv2.CvtColor(picture, _whole, ColorConversionCodes.BGR2YCrCb);
        Cv2.Resize(_whole, _half, new Size(layout.ChromaWidth, layout.ChromaHeight), 0, 0, InterpolationFlags.Area);
        var samples = new ReadOnlySpan<byte>((void*)_half.Data, 3 * layout.ChromaBytes);
        var cb = frame.Cb;
        var cr = frame.Cr;
        for (var i = 0; i < layout.ChromaBytes; i++)
            (cr[i], cb[i]) = (samples[3 * i + 1], samples[3 * i + 2]);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _whole.Dispose();
        _half.Dispose();
    }
}
