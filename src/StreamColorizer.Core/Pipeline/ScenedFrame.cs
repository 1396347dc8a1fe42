using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>A frame with the embedding that it uses; the embedding is shared and never written again.</summary>
internal readonly record struct ScenedFrame(Frame Frame, ReadOnlyMemory<float> Embedding, int Scene, int Group) : IDisposable, IQueued
{
    public long QueuedAt { get => Frame.QueuedAt; set => Frame.QueuedAt = value; }

    public void Dispose() => Frame.Dispose();
}
