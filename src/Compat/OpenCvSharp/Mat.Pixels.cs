namespace OpenCvSharp;

public unsafe partial class Mat
{
    /// <summary>Rows.</summary>
    public int Rows => Header().Rows;

    /// <summary>Columns.</summary>
    public int Cols => Header().Cols;

    /// <summary>Rows.</summary>
    public int Height => Rows;

    /// <summary>Columns.</summary>
    public int Width => Cols;

    /// <summary>The first byte, valid while the matrix keeps its pixels.</summary>
    public IntPtr Data => Header().Data;

    /// <summary>Columns and rows.</summary>
    public Size Size()
    {
        MatHeader header = Header();
        return new Size(header.Cols, header.Rows);
    }

    /// <summary>Type of an element.</summary>
    public MatType Type() => new(Header().Type);

    /// <summary>Depth of an element: CV_8U … CV_64F.</summary>
    public int Depth() => Type().Depth;

    /// <summary>Channels of an element.</summary>
    public int Channels() => Type().Channels;

    /// <summary>Bytes of an element.</summary>
    public int ElemSize() => ElemSize(Type());

    /// <summary>Bytes from row to row.</summary>
    public long Step() => Header().Step;

    /// <summary>Number of elements.</summary>
    public long Total()
    {
        MatHeader header = Header();
        return (long)header.Rows * header.Cols;
    }

    /// <summary>True if there are no pixels.</summary>
    public bool Empty()
    {
        MatHeader header = Header();
        return header.Data == IntPtr.Zero || header.Rows == 0 || header.Cols == 0;
    }

    /// <summary>True if rows follow each other without gaps.</summary>
    public bool IsContinuous() => Header().Continuous != 0;

    /// <summary>The first byte of a row.</summary>
    public IntPtr Ptr(int i0)
    {
        MatHeader header = Header();
        return header.Data + (nint)(i0 * header.Step);
    }

    /// <summary>An element, unchecked: <typeparamref name="T"/> must have the element's size, row and column must exist.</summary>
    public ref T At<T>(int i0, int i1)
        where T : unmanaged
    {
        MatHeader header = Header();
        return ref ((T*)(header.Data + (nint)(i0 * header.Step)))[i1];
    }

    /// <summary>All elements of a continuous matrix, an empty span for any other.</summary>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        MatHeader header = Header();
        return header.Continuous != 0 ? new Span<T>((void*)header.Data, checked(header.Rows * header.Cols)) : [];
    }

    private static int ElemSize(MatType type) => type.Channels * type.Depth switch
    {
        MatType.CV_8U or MatType.CV_8S => 1,
        MatType.CV_32S or MatType.CV_32F => 4,
        MatType.CV_64F => 8,
        _ => 2,
    };
}
