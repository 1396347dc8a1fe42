namespace StreamColorizer.Core.Live;

/// <summary>Why a decoded frame did not go out; the label <c>reason</c> of the drop counter.</summary>
public enum DropCause
{
    /// <summary>The walk was busy, and the oldest waiting frame went.</summary>
    IntakeFull,

    /// <summary>The source sends more frames a second than the feed may have.</summary>
    Rate,

    /// <summary>A later frame had gone out already (a switch between color and gray).</summary>
    TooLate,

    /// <summary>The connection or the service ended while the frame was on its way.</summary>
    Abandoned,
}
