namespace StreamColorizer.Media.Live;

/// <summary>Where an encoder writes.</summary>
/// <param name="Container">ffmpeg's name of the container.</param>
/// <param name="Arguments">ffmpeg's arguments for it, the place last.</param>
internal sealed record LiveTarget(string Container, IReadOnlyList<string> Arguments)
{
    /// <summary>The same for the camera's own picture; null where it is not kept.</summary>
    public IReadOnlyList<string>? Original { get; init; }
}
