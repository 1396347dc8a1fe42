namespace OpenCvSharp;

/// <summary>OpenCV's capture backends.</summary>
public enum VideoCaptureAPIs
{
    /// <summary>Whichever opens the source first.</summary>
    ANY = 0,

    /// <summary>Video for Linux.</summary>
    V4L2 = 200,

    /// <summary>GStreamer.</summary>
    GSTREAMER = 1800,

    /// <summary>FFmpeg's libraries.</summary>
    FFMPEG = 1900,

    /// <summary>Numbered pictures.</summary>
    IMAGES = 2000,
}
