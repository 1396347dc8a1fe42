using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>What a matrix tells about itself; the layout equals MatHeader in OpenCvSharpExtern.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct MatHeader
{
    public readonly IntPtr Data;
    public readonly long Step;
    public readonly int Rows, Cols, Type, Dims, Continuous, Submatrix;
}

/// <summary>The flat native functions; each returns 0, or 1 after an exception (see <see cref="Check"/>).</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "OpenCvSharpExtern";

    /// <summary>Turns a failed call into the exception that OpenCV threw.</summary>
    /// <param name="status">What the call returned.</param>
    /// <param name="used">Objects whose native parts the call used: they must not be finalized before it has ended.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Check(int status, params ReadOnlySpan<object?> used)
    {
        if (status == 0)
            return;
        last_error(out int code, out int line, out IntPtr function, out IntPtr message, out IntPtr file);
        throw new OpenCVException((ErrorCode)code, Text(function), Text(message), Text(file), line);
    }

    /// <summary>A C string that the native side keeps, as UTF-8.</summary>
    public static string Text(IntPtr text) => Marshal.PtrToStringUTF8(text) ?? "";

    [LibraryImport(Library)]
    private static partial int last_error(out int code, out int line, out IntPtr function, out IntPtr message, out IntPtr file);

    [LibraryImport(Library)]
    public static partial int mat_new(out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int mat_create(int rows, int cols, int type, out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int mat_wrap(int rows, int cols, int type, IntPtr data, long step, out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int mat_region(IntPtr self, int x, int y, int width, int height, out IntPtr mat);

    [LibraryImport(Library)]
    public static partial int mat_delete(IntPtr self);

    [LibraryImport(Library)]
    public static partial int mat_release(IntPtr self);

    [LibraryImport(Library)]
    public static partial int mat_recreate(IntPtr self, int rows, int cols, int type);

    [LibraryImport(Library)]
    public static partial int mat_header(IntPtr self, out MatHeader header);

    [LibraryImport(Library)]
    public static partial int mat_copy_to(IntPtr self, IntPtr to, IntPtr mask);

    [LibraryImport(Library)]
    public static partial int mat_convert_to(IntPtr self, IntPtr to, int type, double alpha, double beta);

    [LibraryImport(Library)]
    public static partial int mat_set_to(IntPtr self, in Scalar value);

    [LibraryImport(Library)]
    public static partial int core_build_information(out IntPtr text);
}
