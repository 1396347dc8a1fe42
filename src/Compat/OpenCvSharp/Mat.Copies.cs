namespace OpenCvSharp;

public unsafe partial class Mat
{
    /// <summary>A view of a part: same pixels, no copy.</summary>
    public Mat this[Rect roi] => SubMat(roi);

    /// <summary>A view of a part: same pixels, no copy.</summary>
    public Mat SubMat(Rect roi) => new(this, roi);

    /// <summary>A view of a part: same pixels, no copy; ends are exclusive.</summary>
    public Mat SubMat(int rowStart, int rowEnd, int colStart, int colEnd) =>
        new(this, new Rect(colStart, rowStart, colEnd - colStart, rowEnd - rowStart));

    /// <summary>A view of rows: same pixels, no copy; the end is exclusive.</summary>
    public Mat RowRange(int startRow, int endRow) => SubMat(startRow, endRow, 0, Cols);

    /// <summary>The same pixels under other channels or rows, no copy; 0 keeps what is.</summary>
    public Mat Reshape(int cn, int rows = 0)
    {
        Check(NativeMethods.mat_reshape(CvPtr, cn, rows, out IntPtr native));
        return new Mat(native);
    }

    /// <summary>A copy with pixels of its own.</summary>
    public Mat Clone()
    {
        Check(NativeMethods.mat_clone(CvPtr, out IntPtr native));
        return new Mat(native);
    }

    /// <summary>A copy of a part.</summary>
    public Mat Clone(Rect roi)
    {
        using Mat part = SubMat(roi);
        return part.Clone();
    }

    /// <summary>Copies into another matrix, which gets this one's size and type.</summary>
    public void CopyTo(OutputArray m, InputArray? mask = null) => CopyTo(m.Mat, mask);

    /// <summary>Copies into another matrix, which gets this one's size and type.</summary>
    /// <param name="m">The other matrix.</param>
    /// <param name="mask">Bytes; only elements under one that is not 0 are copied.</param>
    public void CopyTo(Mat m, InputArray? mask = null)
    {
        Check(NativeMethods.mat_copy_to(CvPtr, m.CvPtr, mask?.Mat.CvPtr ?? IntPtr.Zero), m, mask);
    }

    /// <summary>Converts every element to another depth: saturated, rounded alpha·x + beta.</summary>
    public void ConvertTo(OutputArray m, MatType rtype, double alpha = 1, double beta = 0) =>
        Check(NativeMethods.mat_convert_to(CvPtr, m.Mat.CvPtr, rtype.Value, alpha, beta), m);

    /// <summary>Sets every element, or those under a mask, to a value; returns the matrix itself.</summary>
    public Mat SetTo(Scalar value, Mat? mask = null)
    {
        Check(NativeMethods.mat_set_to(CvPtr, value, mask?.CvPtr ?? IntPtr.Zero), mask);
        return this;
    }

    /// <summary>Writes a picture file (<see cref="Cv2.ImWrite"/>).</summary>
    public bool ImWrite(string fileName, int[]? prms = null) => Cv2.ImWrite(fileName, this, prms);

    /// <summary>Encodes a picture (<see cref="Cv2.ImEncode"/>).</summary>
    public byte[] ImEncode(string ext = ".png", int[]? prms = null)
    {
        Cv2.ImEncode(ext, this, out byte[] bytes, prms);
        return bytes;
    }

    /// <summary>A resized copy (<see cref="Cv2.Resize"/>).</summary>
    public Mat Resize(Size dsize, double fx = 0, double fy = 0, InterpolationFlags interpolation = InterpolationFlags.Linear)
    {
        var to = new Mat();
        Cv2.Resize(this, to, dsize, fx, fy, interpolation);
        return to;
    }

    /// <summary>A copy in another color space (<see cref="Cv2.CvtColor"/>).</summary>
    public Mat CvtColor(ColorConversionCodes code, int dstCn = 0)
    {
        var to = new Mat();
        Cv2.CvtColor(this, to, code, dstCn);
        return to;
    }

    /// <summary>One matrix per channel.</summary>
    public Mat[] Split() => Cv2.Split(this);

    /// <summary>The mean of each channel.</summary>
    public Scalar Mean(InputArray? mask = null) => Cv2.Mean(this, mask);
}
