namespace OpenCvSharp;

/// <summary>A native object with one owner, deleted by <see cref="Dispose()"/> or, late, by the finalizer.</summary>
public abstract class DisposableCvObject : IDisposable
{
    private IntPtr pointer;

    private protected DisposableCvObject(IntPtr pointer) => this.pointer = pointer;

    /// <summary>Deletes the native object if nobody disposed of it.</summary>
    ~DisposableCvObject() => Dispose(false);

    /// <summary>True once the native object is gone.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>The native object.</summary>
    /// <exception cref="ObjectDisposedException">It is gone.</exception>
    public IntPtr CvPtr
    {
        get
        {
            ThrowIfDisposed();
            return pointer;
        }
    }

    /// <summary>Throws if the native object is gone.</summary>
    /// <exception cref="ObjectDisposedException">It is gone.</exception>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>Deletes the native object; later calls do nothing.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Checks a call that used this object and others, none of which may be finalized before it has ended.</summary>
    private protected void Check(int status, params ReadOnlySpan<object?> others)
    {
        NativeMethods.Check(status, others);
        GC.KeepAlive(this);
    }

    private protected abstract void Delete(IntPtr native);

    /// <summary>Deletes the native object once.</summary>
    /// <param name="disposing">False from the finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        IntPtr native = pointer;
        pointer = IntPtr.Zero;
        if (native != IntPtr.Zero)
            Delete(native);
    }
}
