using System.Runtime.InteropServices;
using OpenCvSharp;

namespace Media.Tests.Compat;

public sealed class MatTests
{
    [Fact]
    public void AMatrixTellsItsShape()
    {
        using var mat = new Mat(3, 5, MatType.CV_16UC3, new Scalar(1, 2, 3));

        Assert.Equal((3, 5), (mat.Rows, mat.Cols));
        Assert.Equal(new Size(5, 3), mat.Size());
        Assert.Equal(MatType.CV_16UC3, mat.Type());
        Assert.Equal((3, 6, 30L, 15L), (mat.Channels(), mat.ElemSize(), mat.Step(), mat.Total()));
        Assert.True(mat.IsContinuous());
        Assert.False(mat.Empty());
        Assert.Equal(3, mat.AsSpan<ushort>()[^1]);
    }

    [Fact]
    public void AMatrixOverForeignMemoryKeepsTheStepAndWritesThrough()
    {
        byte[] pixels = new byte[2 * 8];
        GCHandle pin = GCHandle.Alloc(pixels, GCHandleType.Pinned);
        using (Mat mat = Mat.FromPixelData(2, 5, MatType.CV_8UC1, pin.AddrOfPinnedObject(), 8))
        {
            Assert.Equal(8, mat.Step());
            Assert.False(mat.IsContinuous());
            Assert.True(mat.AsSpan<byte>().IsEmpty);
            using Mat sevens = new Mat(2, 5, MatType.CV_8UC1, new Scalar(7));
            sevens.CopyTo(mat);
        }

        pin.Free();
        Assert.Equal([7, 7, 7, 7, 7, 0, 0, 0, 7, 7, 7, 7, 7, 0, 0, 0], pixels);
    }

    [Fact]
    public void AnArrayServesAsPixels()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        using Mat mat = Mat.FromPixelData(2, 3, MatType.CV_32FC1, values);
        mat.At<float>(1, 2) = 60;

        Assert.Equal(60, values[5]);
        Assert.Equal(values, mat.AsSpan<float>().ToArray());
    }

    [Fact]
    public void AViewSharesPixelsAndACopyDoesNot()
    {
        using var mat = new Mat(4, 4, MatType.CV_8UC1, new Scalar(0));
        using var copy = new Mat();
        mat.CopyTo(copy);
        using (Mat view = mat.SubMat(new Rect(2, 1, 2, 2)))
        using (var nines = new Mat(2, 2, MatType.CV_8UC1, new Scalar(9)))
            nines.CopyTo(view);

        Assert.Equal([0, 0, 0, 0, 0, 0, 9, 9, 0, 0, 9, 9, 0, 0, 0, 0], mat.AsSpan<byte>().ToArray());
        Assert.Equal(new byte[16], copy.AsSpan<byte>().ToArray());
    }

    [Fact]
    public void ConversionScalesRoundsAndSaturates()
    {
        using Mat from = Mat.FromPixelData(1, 4, MatType.CV_32FC1, new float[] { -1, 0.26f, 0.5f, 2 });
        using var to = new Mat();
        from.ConvertTo(to, MatType.CV_8UC1, 200);

        Assert.Equal([0, 52, 100, 255], to.AsSpan<byte>().ToArray());
    }

    [Fact]
    public void AMaskPicksWhatIsCopied()
    {
        using Mat from = Mat.FromPixelData(1, 3, MatType.CV_8UC1, new byte[] { 1, 2, 3 });
        using Mat mask = Mat.FromPixelData(1, 3, MatType.CV_8UC1, new byte[] { 255, 0, 1 });
        using var to = new Mat(1, 3, MatType.CV_8UC1, new Scalar(9));
        from.CopyTo(to, mask);

        Assert.Equal([1, 9, 3], to.AsSpan<byte>().ToArray());
    }

    [Fact]
    public void ADisposedMatrixSaysSo()
    {
        var mat = new Mat(1, 1, MatType.CV_8UC1);
        mat.Dispose();
        mat.Dispose();

        Assert.True(mat.IsDisposed);
        Assert.Throws<ObjectDisposedException>(() => mat.Rows);
    }
}
