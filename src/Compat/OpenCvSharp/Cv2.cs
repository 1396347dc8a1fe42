namespace OpenCvSharp;

/// <summary>OpenCV's functions. Faults of OpenCV arrive as <see cref="OpenCVException"/>.</summary>
public static unsafe partial class Cv2
{
    /// <summary>As a thickness: fill the shape.</summary>
    public const int FILLED = -1;

    /// <summary>How many threads OpenCV may use; 0: none beside the caller's, below 0: as many as it likes.</summary>
    public static void SetNumThreads(int nThreads) => NativeMethods.Check(NativeMethods.core_set_num_threads(nThreads));

    /// <summary>How many threads OpenCV may use.</summary>
    public static int GetNumThreads()
    {
        NativeMethods.Check(NativeMethods.core_get_num_threads(out int count));
        return count;
    }

    /// <summary>What OpenCV was built with, many lines.</summary>
    public static string GetBuildInformation()
    {
        NativeMethods.Check(NativeMethods.core_build_information(out IntPtr text));
        return NativeMethods.Text(text);
    }

    /// <summary>One matrix per channel.</summary>
    public static Mat[] Split(Mat src)
    {
        int channels = src.Channels();
        var planes = stackalloc IntPtr[channels];
        NativeMethods.Check(NativeMethods.core_split(src.CvPtr, planes), src);
        var mats = new Mat[channels];
        for (int i = 0; i < channels; i++)
            mats[i] = new Mat(planes[i]);
        return mats;
    }

    /// <summary>One matrix out of one per channel.</summary>
    public static void Merge(Mat[] mv, Mat dst)
    {
        NativeMethods.Check(NativeMethods.core_merge(Pointers(mv), mv.Length, dst.CvPtr), mv, dst);
    }

    /// <summary>Mean and standard deviation (of the population) of each channel, of all elements or those under a mask.</summary>
    public static void MeanStdDev(InputArray src, out Scalar mean, out Scalar stddev, InputArray? mask = null)
    {
        NativeMethods.Check(NativeMethods.core_mean_std_dev(Pointer(src), out mean, out stddev, Pointer(mask)), src, mask);
    }

    /// <summary>The mean of each channel, of all elements or those under a mask.</summary>
    public static Scalar Mean(InputArray src, InputArray? mask = null)
    {
        NativeMethods.Check(NativeMethods.core_mean(Pointer(src), out Scalar mean, Pointer(mask)), src, mask);
        return mean;
    }

    /// <summary>|a − b| for each element.</summary>
    public static void Absdiff(InputArray src1, InputArray src2, OutputArray dst)
    {
        NativeMethods.Check(NativeMethods.core_absdiff(Pointer(src1), Pointer(src2), dst.Mat.CvPtr), src1, src2, dst);
    }

    /// <summary>alpha·a + beta·b + gamma for each element, rounded and saturated; dtype −1 keeps the depth.</summary>
    public static void AddWeighted(
        InputArray src1, double alpha, InputArray src2, double beta, double gamma, OutputArray dst, int dtype = -1)
    {
        NativeMethods.Check(
            NativeMethods.core_add_weighted(Pointer(src1), alpha, Pointer(src2), beta, gamma, dst.Mat.CvPtr, dtype), src1, src2, dst);
    }

    /// <summary>Matrices of equal height side by side.</summary>
    public static void HConcat(IEnumerable<Mat> src, OutputArray dst)
    {
        Mat[] mats = [.. src];
        NativeMethods.Check(NativeMethods.core_hconcat(Pointers(mats), mats.Length, dst.Mat.CvPtr), mats, dst);
    }

    /// <summary>Matrices of equal width one above the other.</summary>
    public static void VConcat(IEnumerable<Mat> src, OutputArray dst)
    {
        Mat[] mats = [.. src];
        NativeMethods.Check(NativeMethods.core_vconcat(Pointers(mats), mats.Length, dst.Mat.CvPtr), mats, dst);
    }

    private static IntPtr Pointer(InputArray? array) => array?.Mat.CvPtr ?? IntPtr.Zero;

    private static IntPtr[] Pointers(Mat[] mats) => Array.ConvertAll(mats, mat => mat.CvPtr);
}
