namespace OpenCvSharp;

/// <summary>OpenCV's functions. Faults of OpenCV arrive as <see cref="OpenCVException"/>.</summary>
public static unsafe partial class Cv2
{
    /// <summary>What OpenCV was built with, many lines.</summary>
    public static string GetBuildInformation()
    {
        NativeMethods.Check(NativeMethods.core_build_information(out IntPtr text));
        return NativeMethods.Text(text);
    }

    private static IntPtr Pointer(InputArray? array) => array?.Mat.CvPtr ?? IntPtr.Zero;
}
