using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>What waits for a sink.</summary>
/// <param name="Frame">The frame, with a share for who keeps this; null: the connection is over.</param>
/// <param name="Shape">What the encoder has to know.</param>
/// <param name="Connection">Number of the connection that it came from.</param>
/// <param name="Arrived">When it was decoded, as a timestamp; null where it repeats another.</param>
internal readonly record struct QueuedFrame(Frame? Frame, StreamShape Shape, int Connection, long? Arrived) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Frame?.Dispose();
}
