namespace StreamColorizer.Core.Live;

/// <summary>Why a feed's connection ended; the label <c>reason</c> of the reconnect counter.</summary>
public enum FeedFault
{
    /// <summary>The source ended by itself (a file that does not loop ends its feed; a camera is asked again).</summary>
    Ended,

    /// <summary>No connection, no stream in it, or it broke.</summary>
    Unreachable,

    /// <summary>The source knows the user or the path and says no (401, 403, 404).</summary>
    Refused,

    /// <summary>Connected, but no new picture.</summary>
    Stalled,

    /// <summary>All cameras fell silent at once, and for long: the network, not this camera.</summary>
    Outage,

    /// <summary>Picture size or format changed in mid-stream.</summary>
    LayoutChanged,

    /// <summary>The picture is larger than the feed may have.</summary>
    TooLarge,

    /// <summary>A fault of this program's own while it walked the frames.</summary>
    Internal,
}
