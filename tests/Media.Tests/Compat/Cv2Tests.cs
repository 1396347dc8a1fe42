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
        using Mat lab = floats.CvtColor(ColorConversionCodes.BGR2Lab);
        Assert.Equal(53.24, lab.At<float>(0, 0), 0.05); // L* of sRGB red
    }

    [Fact]
    public void SplitAndMergeAreInverse()
    {
        using var from = new Mat(2, 2, MatType.CV_8UC3, new Scalar(1, 2, 3));
        Mat[] planes = Cv2.Split(from);
        using var to = new Mat();
        Cv2.Merge(planes, to);

        Assert.Equal([1, 2, 3], planes.Select(plane => plane.At<byte>(1, 1)));
        Assert.Equal(from.AsSpan<Vec3b>().ToArray(), to.AsSpan<Vec3b>().ToArray());
        Array.ForEach(planes, plane => plane.Dispose());
    }

    [Fact]
    public void StatisticsAreThoseOfThePopulation()
    {
        using Mat mat = Mat.FromPixelData(1, 4, MatType.CV_8UC1, new byte[] { 2, 4, 4, 6 });
        Cv2.MeanStdDev(mat, out Scalar mean, out Scalar deviation);

        Assert.Equal(4, mean.Val0);
        Assert.Equal(Math.Sqrt(2), deviation.Val0, 1e-12);
    }

    [Fact]
    public void DifferencesAndBlendsSaturate()
    {
        using Mat a = Mat.FromPixelData(1, 2, MatType.CV_8UC1, new byte[] { 10, 200 });
        using Mat b = Mat.FromPixelData(1, 2, MatType.CV_8UC1, new byte[] { 30, 100 });
        using var to = new Mat();
        Cv2.Absdiff(a, b, to);
        Assert.Equal([20, 100], to.AsSpan<byte>().ToArray());

        Cv2.AddWeighted(a, 1, b, 1, 0, to);
        Assert.Equal([40, 255], to.AsSpan<byte>().ToArray());
    }

    [Fact]
    public void BlurKeepsAFlatPicture()
    {
        using var from = new Mat(9, 9, MatType.CV_8UC1, new Scalar(77));
        using var to = new Mat();
        Cv2.GaussianBlur(from, to, new Size(5, 5), 1.5);

        Assert.Equal((77.0, 0.0), Spread(to));
    }

    [Fact]
    public void MatricesJoinSideBySideAndOneBelowTheOther()
    {
        using var a = new Mat(2, 3, MatType.CV_8UC1, new Scalar(1));
        using var b = new Mat(2, 4, MatType.CV_8UC1, new Scalar(2));
        using var wide = new Mat();
        using var tall = new Mat();
        Cv2.HConcat([a, b], wide);
        Cv2.VConcat([wide, wide], tall);

        Assert.Equal(new Size(7, 4), tall.Size());
        Assert.Equal(2, tall.At<byte>(3, 6));
    }

    [Fact]
    public void ShapesAndTextLeaveInk()
    {
        using var mat = new Mat(40, 120, MatType.CV_8UC3, Scalar.All(0));
        Cv2.Rectangle(mat, new Rect(100, 10, 10, 10), Scalar.FromRgb(0, 0, 255), Cv2.FILLED);
        Size size = Cv2.GetTextSize("hello", HersheyFonts.HersheySimplex, 0.8, 1, out int baseline);
        Cv2.PutText(mat, "hello", new Point(5, 30), HersheyFonts.HersheySimplex, 0.8, Scalar.All(255), 1, LineTypes.AntiAlias);

        Assert.Equal(255, mat.At<Vec3b>(15, 105).Item0);
        Assert.InRange(size.Width, 40, 90);
        Assert.True(baseline > 0);
        using Mat text = mat[new Rect(5, 30 - size.Height, size.Width, size.Height + baseline)];
        Assert.True(Cv2.Mean(text).Val2 > 10);
    }

    [Fact]
    public void PicturesSurviveEncodingAndFiles()
    {
        using Mat from = Mat.FromPixelData(1, 3, MatType.CV_16UC1, new ushort[] { 0, 1000, 65535 });
        Assert.True(Cv2.ImEncode(".png", from, out byte[] bytes, [(int)ImwriteFlags.PngCompression, 9]));
        using Mat back = Cv2.ImDecode(bytes, ImreadModes.Unchanged);
        Assert.Equal([0, 1000, 65535], back.AsSpan<ushort>().ToArray());

        string file = Path.Combine(Directory.CreateTempSubdirectory("compat").FullName, "ä b.tiff");
        Assert.True(from.ImWrite(file));
        using Mat read = Cv2.ImRead(file, ImreadModes.AnyDepth);
        Assert.Equal(MatType.CV_16UC1, read.Type());
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public void WhatIsNoPictureIsEmpty()
    {
        using Mat missing = Cv2.ImRead("no-such-file.png");
        using Mat text = Mat.ImDecode("no picture"u8);
        Assert.True(missing.Empty());
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

    private static (double Mean, double Deviation) Spread(Mat mat)
    {
        Cv2.MeanStdDev(mat, out Scalar mean, out Scalar deviation);
        return (mean.Val0, deviation.Val0);
    }
}
