namespace StreamColorizer.Core.Live;

/// <summary>Why a frame went out gray although it was to be colored.</summary>
public enum GrayReason
{
    /// <summary>The network's answer did not come within the deadline.</summary>
    Late,

    /// <summary>An earlier question of this feed is still open, so that the network was not asked.</summary>
    Busy,

    /// <summary>The network failed, or its answer was not finite.</summary>
    Failed,
}
