namespace StreamColorizer.Core.Live;

/// <summary>What a feed's frame shows.</summary>
internal enum FrameKind
{
    /// <summary>Estimated color.</summary>
    Colorized,

    /// <summary>Gray, although it was to be colored.</summary>
    Gray,

    /// <summary>What the camera sent.</summary>
    Passed,
}
