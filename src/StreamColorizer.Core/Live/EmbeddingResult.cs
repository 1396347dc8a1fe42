namespace StreamColorizer.Core.Live;

/// <summary>Where a frame's embedding came from.</summary>
internal enum EmbeddingResult
{
    /// <summary>The scene was known.</summary>
    Hit,

    /// <summary>The global graph was asked.</summary>
    Miss,
}
