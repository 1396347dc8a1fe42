using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenCvSharp;

/// <summary>A dense matrix of pixels in native memory, or a view of memory that somebody else owns.</summary>
public unsafe partial class Mat : DisposableCvObject
{
    private GCHandle pinned;

    /// <summary>An empty matrix; calls that write into it give it size and type.</summary>
    public Mat()
        : this(New())
    {
    }

    /// <summary>A matrix with undefined content.</summary>
    public Mat(int rows, int cols, MatType type)
        : this(New(rows, cols, type))
    {
    }

    /// <summary>A matrix filled with a value.</summary>
    public Mat(int rows, int cols, MatType type, Scalar s)
        : this(rows, cols, type) => Check(NativeMethods.mat_set_to(CvPtr, s));

    /// <summary>A view of a part of another matrix: same pixels, no copy.</summary>
    public Mat(Mat m, Rect roi)
        : this(Region(m, roi))
    {
    }

    internal Mat(IntPtr native)
        : base(native)
    {
    }

    /// <summary>A matrix over memory of the caller, which must outlive it; nothing is copied.</summary>
    /// <param name="rows">Rows.</param>
    /// <param name="cols">Columns.</param>
    /// <param name="type">Type of an element.</param>
    /// <param name="data">The first byte.</param>
    /// <param name="step">Bytes from row to row; 0: rows follow each other.</param>
    public static Mat FromPixelData(int rows, int cols, MatType type, IntPtr data, long step = 0)
    {
        NativeMethods.Check(NativeMethods.mat_wrap(rows, cols, type.Value, data, step, out IntPtr native));
        return new Mat(native);
    }

    /// <summary>A matrix over an array, which stays pinned until the matrix is disposed of; nothing is copied.</summary>
    public static Mat FromPixelData(int rows, int cols, MatType type, Array data, long step = 0)
    {
        GCHandle handle = GCHandle.Alloc(data, GCHandleType.Pinned);
        try
        {
            Mat mat = FromPixelData(rows, cols, type, handle.AddrOfPinnedObject(), step);
            mat.pinned = handle;
            return mat;
        }
        catch (OpenCVException)
        {
            handle.Free();
            throw;
        }
    }

    private protected override void Delete(IntPtr native)
    {
        _ = NativeMethods.mat_delete(native);
        if (pinned.IsAllocated)
            pinned.Free();
    }

    /// <summary>Gives the matrix size and type; content is undefined where either changes.</summary>
    public void Create(int rows, int cols, MatType type) => Check(NativeMethods.mat_recreate(CvPtr, rows, cols, type.Value));

    /// <summary>Gives the pixels back and leaves the matrix empty.</summary>
    public void Release() => Check(NativeMethods.mat_release(CvPtr));

    private static IntPtr New()
    {
        NativeMethods.Check(NativeMethods.mat_new(out IntPtr native));
        return native;
    }

    private static IntPtr New(int rows, int cols, MatType type)
    {
        NativeMethods.Check(NativeMethods.mat_create(rows, cols, type.Value, out IntPtr native));
        return native;
    }

    private static IntPtr Region(Mat m, Rect roi)
    {
        NativeMethods.Check(NativeMethods.mat_region(m.CvPtr, roi.X, roi.Y, roi.Width, roi.Height, out IntPtr native), m);
        return native;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private MatHeader Header()
    {
        Check(NativeMethods.mat_header(CvPtr, out MatHeader header));
        return header;
    }
}
