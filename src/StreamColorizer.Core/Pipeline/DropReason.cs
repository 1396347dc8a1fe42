namespace StreamColorizer.Core.Pipeline;

/// <summary>Why a frame was given up.</summary>
public enum DropReason
{
    /// <summary>The intake was full: the machine is slower than the feed.</summary>
    IntakeFull,

    /// <summary>The frame was older than its sink can use.</summary>
    TooLate,
}
