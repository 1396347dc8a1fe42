using OpenCvSharp;

namespace Media.Tests.Compat;

public sealed class Cv2Tests
{
    [Fact]
    public void AreaResizeTakesTheMean()
    {
        using Mat from = Mat.FromPixelData(2, 4, MatType.CV_8UC1, new byte[] { 0, 10, 100, 110, 20, 30, 120, 130 });
        using var to = new Mat();
        Cv2.Resize(from, to, new Size(2, 1), interpolation: InterpolationFlags.Area);

        Assert.Equal([15, 115], to.AsSpan<byte>().ToArray());
    }

    [Fact]
    public void ColorConversionFollowsItsCode()
    {
        using var red = new Mat(1, 1, MatType.CV_8UC3, Scalar.FromRgb(255, 0, 0));
        using var to = new Mat();
        Cv2.CvtColor(red, to, ColorConversionCodes.BGR2GRAY);
        Assert.Equal(76, to.At<byte>(0, 0));

        using Mat floats = Mat.FromPixelData(1, 1, MatType.CV_32FC3, new float[] { 0, 0, 1 });
        using var lab = new Mat();
        Cv2.CvtColor(floats, lab, ColorConversionCodes.BGR2Lab);
        Assert.Equal(53.24, lab.At<float>(0, 0), 0.05); // L* of sRGB red
    }

    [Fact]
    public void TextLeavesInkWithinItsSize()
    {
        using var mat = new Mat(40, 120, MatType.CV_8UC3, Scalar.All(0));
        Size size = Cv2.GetTextSize("hello", HersheyFonts.HersheySimplex, 0.8, 1, out int baseline);
        Cv2.PutText(mat, "hello", new Point(5, 30), HersheyFonts.HersheySimplex, 0.8, Scalar.FromRgb(0, 0, 255), 1, LineTypes.AntiAlias);

        Assert.InRange(size.Width, 40, 90);
        Assert.True(baseline > 0);
        Vec3b[] pixels = mat.AsSpan<Vec3b>().ToArray();
        Assert.InRange(pixels.Max(pixel => pixel.Item0), 128, 255);
        Assert.All(pixels, pixel => Assert.Equal((0, 0), (pixel.Item1, pixel.Item2)));
        var inked = Enumerable.Range(0, pixels.Length).Where(i => pixels[i].Item0 > 0).ToArray();
        Assert.All(inked, i => Assert.InRange(i % 120, 5, 5 + size.Width));
        Assert.All(inked, i => Assert.InRange(i / 120, 30 - size.Height - 1, 30 + baseline));
    }

    [Fact]
    public void PicturesSurviveEncoding()
    {
        using Mat from = Mat.FromPixelData(1, 3, MatType.CV_16UC1, new ushort[] { 0, 1000, 65535 });
        Assert.True(Cv2.ImEncode(".png", from, out byte[] bytes, [(int)ImwriteFlags.PngCompression, 9]));
        using Mat back = Cv2.ImDecode(bytes, ImreadModes.Unchanged);

        Assert.Equal([0, 1000, 65535], back.AsSpan<ushort>().ToArray());
    }

    [Fact]
    public void WhatIsNoPictureIsEmpty()
    {
        using Mat text = Cv2.ImDecode("no picture"u8, ImreadModes.Color);
        Assert.True(text.Empty());
    }

    [Fact]
    public void AFaultOfOpenCvIsAnException()
    {
        using var empty = new Mat();
        using var to = new Mat();
        var fault = Assert.Throws<OpenCVException>(() => Cv2.CvtColor(empty, to, ColorConversionCodes.BGR2GRAY));

        Assert.Equal(ErrorCode.StsAssert, fault.Status);
        Assert.Equal("cvtColor", fault.FuncName);
        Assert.Contains("empty()", fault.Message);
    }

    [Fact]
    public void BuildInformationNamesTheVideoBackends() => Assert.Contains("FFMPEG", Cv2.GetBuildInformation());
}
