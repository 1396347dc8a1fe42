namespace StreamColorizer.Core.Film;

/// <summary>What a stream of a container carries.</summary>
public enum StreamKind
{
    /// <summary>Moving pictures.</summary>
    Video,

    /// <summary>A still picture beside the film, such as cover art.</summary>
    AttachedPicture,

    /// <summary>Sound.</summary>
    Audio,

    /// <summary>Subtitles.</summary>
    Subtitle,

    /// <summary>A file inside the container, such as a font.</summary>
    Attachment,

    /// <summary>Anything else: timecode, telemetry.</summary>
    Data,
}
