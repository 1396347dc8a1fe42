using System.Runtime.InteropServices;

namespace OpenCvSharp;

internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial int imgproc_resize(IntPtr from, IntPtr to, int width, int height, double fx, double fy, int interpolation);

    [LibraryImport(Library)]
    public static partial int imgproc_cvt_color(IntPtr from, IntPtr to, int code, int channels);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int imgproc_put_text(
        IntPtr on, string text, int x, int y, int font, double scale, in Scalar color, int thickness, int line, int bottomLeft);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int imgproc_text_size(
        string text, int font, double scale, int thickness, out int baseline, out int width, out int height);

    [LibraryImport(Library)]
    public static partial int imgcodecs_decode(byte* bytes, int count, int mode, out IntPtr mat);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int imgcodecs_encode(
        string extension, IntPtr from, int[]? options, int count, out IntPtr buffer, out byte* bytes, out long length, out int done);

    [LibraryImport(Library)]
    public static partial int buffer_delete(IntPtr buffer);

    [LibraryImport(Library)]
    public static partial int capture_new(out IntPtr capture);

    [LibraryImport(Library)]
    public static partial int capture_delete(IntPtr self);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int capture_open_file(IntPtr self, string name, int backend, int[] options, int count, out int done);

    [LibraryImport(Library)]
    public static partial int capture_open_camera(IntPtr self, int index, int backend, int[] options, int count, out int done);

    [LibraryImport(Library)]
    public static partial int capture_is_opened(IntPtr self, out int done);

    [LibraryImport(Library)]
    public static partial int capture_grab(IntPtr self, out int done);

    [LibraryImport(Library)]
    public static partial int capture_retrieve(IntPtr self, IntPtr to, int stream, out int done);

    [LibraryImport(Library)]
    public static partial int capture_read(IntPtr self, IntPtr to, out int done);

    [LibraryImport(Library)]
    public static partial int capture_get(IntPtr self, int property, out double value);

    [LibraryImport(Library)]
    public static partial int capture_set(IntPtr self, int property, double value, out int done);

    [LibraryImport(Library)]
    public static partial int capture_backend_name(IntPtr self, out IntPtr name);

    [LibraryImport(Library)]
    public static partial int capture_release(IntPtr self);
}
