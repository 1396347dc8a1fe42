namespace StreamColorizer.Core.Configuration;

/// <summary>Kind of file that recordings are.</summary>
public enum RecordingContainer
{
    /// <summary>mp4, or mkv where the camera's sound or own picture fits that alone.</summary>
    Auto,

    /// <summary>Plays everywhere; what it cannot hold is left out.</summary>
    Mp4,

    /// <summary>Holds all that cameras send, G.711 and linear sound too.</summary>
    Mkv,
}
