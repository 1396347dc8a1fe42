namespace StreamColorizer.Core.Pipeline;

/// <summary>What the intake does while the rest of the walk is busy.</summary>
public enum QueuePolicy
{
    /// <summary>The source waits, nothing is lost: films.</summary>
    Wait,

    /// <summary>The oldest waiting frame is given up and counted, so that the newest goes on: feeds.</summary>
    DropOldest,
}
