namespace OpenCvSharp;

/// <summary>A video file, stream or camera. A failure to open does not throw: ask <see cref="IsOpened"/>.</summary>
public class VideoCapture : DisposableCvObject
{
    /// <summary>A capture that is not open yet.</summary>
    public VideoCapture()
        : base(New())
    {
    }

    /// <summary>Opens a file, a pattern of numbered pictures or an URL.</summary>
    public VideoCapture(string fileName, VideoCaptureAPIs apiPreference = VideoCaptureAPIs.ANY)
        : this(fileName, apiPreference, [])
    {
    }

    /// <summary>Opens a file, a pattern of numbered pictures or an URL.</summary>
    /// <param name="fileName">The file, pattern or URL.</param>
    /// <param name="apiPreference">The backend.</param>
    /// <param name="prms">Pairs of property number and value, set before opening.</param>
    public VideoCapture(string fileName, VideoCaptureAPIs apiPreference, int[] prms)
        : this()
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        Check(NativeMethods.capture_open_file(CvPtr, fileName, (int)apiPreference, prms, prms.Length, out _));
    }

    /// <summary>Opens a camera by its number.</summary>
    public VideoCapture(int index, VideoCaptureAPIs apiPreference = VideoCaptureAPIs.ANY)
        : this(index, apiPreference, [])
    {
    }

    /// <summary>Opens a camera by its number.</summary>
    /// <param name="index">The camera's number.</param>
    /// <param name="apiPreference">The backend.</param>
    /// <param name="prms">Pairs of property number and value, set before opening.</param>
    public VideoCapture(int index, VideoCaptureAPIs apiPreference, int[] prms)
        : this() => Check(NativeMethods.capture_open_camera(CvPtr, index, (int)apiPreference, prms, prms.Length, out _));

    /// <summary>Opens a file, a pattern of numbered pictures or an URL; false if that failed.</summary>
    public bool Open(string fileName, VideoCaptureAPIs apiPreference = VideoCaptureAPIs.ANY)
    {
        Check(NativeMethods.capture_open_file(CvPtr, fileName, (int)apiPreference, [], 0, out int done));
        return done != 0;
    }

    /// <summary>Opens a camera by its number; false if that failed.</summary>
    public bool Open(int index, VideoCaptureAPIs apiPreference = VideoCaptureAPIs.ANY)
    {
        Check(NativeMethods.capture_open_camera(CvPtr, index, (int)apiPreference, [], 0, out int done));
        return done != 0;
    }

    /// <summary>True while there is something to read from.</summary>
    public bool IsOpened()
    {
        Check(NativeMethods.capture_is_opened(CvPtr, out int done));
        return done != 0;
    }

    /// <summary>Fetches the next frame without decoding it into a matrix; false at the end.</summary>
    public bool Grab()
    {
        Check(NativeMethods.capture_grab(CvPtr, out int done));
        return done != 0;
    }

    /// <summary>Puts the grabbed frame into a matrix; false if there is none.</summary>
    public bool Retrieve(Mat image, int flag = 0)
    {
        Check(NativeMethods.capture_retrieve(CvPtr, image.CvPtr, flag, out int done), image);
        return done != 0;
    }

    /// <summary>Grabs and retrieves; false at the end, and the matrix is empty then.</summary>
    public bool Read(Mat image)
    {
        Check(NativeMethods.capture_read(CvPtr, image.CvPtr, out int done), image);
        return done != 0;
    }

    /// <summary>A property, 0 if the backend does not know it.</summary>
    public double Get(VideoCaptureProperties propertyId) => Get((int)propertyId);

    /// <summary>A property, 0 if the backend does not know it.</summary>
    public double Get(int propertyId)
    {
        Check(NativeMethods.capture_get(CvPtr, propertyId, out double value));
        return value;
    }

    /// <summary>Sets a property; false if the backend refuses.</summary>
    public bool Set(VideoCaptureProperties propertyId, double value) => Set((int)propertyId, value);

    /// <summary>Sets a property; false if the backend refuses.</summary>
    public bool Set(int propertyId, double value)
    {
        Check(NativeMethods.capture_set(CvPtr, propertyId, value, out int done));
        return done != 0;
    }

    /// <summary>The backend at work, such as FFMPEG.</summary>
    /// <exception cref="OpenCvSharpException">Nothing is open.</exception>
    public string GetBackendName()
    {
        Check(NativeMethods.capture_backend_name(CvPtr, out IntPtr name));
        string text = NativeMethods.Text(name);
        return text.Length > 0 ? text : throw new OpenCvSharpException("A capture that is not open has no backend.");
    }

    /// <summary>Closes the source.</summary>
    public void Release() => Check(NativeMethods.capture_release(CvPtr));

    private protected override void Delete(IntPtr native) => _ = NativeMethods.capture_delete(native);

    private static IntPtr New()
    {
        NativeMethods.Check(NativeMethods.capture_new(out IntPtr native));
        return native;
    }
}
