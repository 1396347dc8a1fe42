namespace OpenCvSharp;

public unsafe partial class Mat
{
    /// <summary>A view of a part: same pixels, no copy.</summary>
    public Mat SubMat(Rect roi) => new(this, roi);

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
}
