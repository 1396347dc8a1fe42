namespace StreamColorizer.Core.Frames;

/// <summary>What can wait in a queue of the walk.</summary>
internal interface IQueued
{
    /// <summary>When it was offered to the queue that it is in or just left, as the clock's timestamp.</summary>
    long QueuedAt { get; set; }
}
