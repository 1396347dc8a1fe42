using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>Takes painted frames in display order.</summary>
public interface IFrameSink : IAsyncDisposable
{
    /// <summary>Writes one frame. The caller keeps its share of the frame.</summary>
    /// <exception cref="Errors.ColorizerException">The sink died or its deadline passed; the sentence says which.</exception>
    ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken);

    /// <summary>Finishes what was written, so that it is playable. Disposing without it abandons the output.</summary>
    Task CompleteAsync(CancellationToken cancellationToken);
}
