using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>Takes painted frames, and coded packets beside them.</summary>
public interface ILiveSink : IFrameSink
{
    /// <summary>What it has to leave out or do otherwise, and why, in sentences; null if nothing.</summary>
    string? Remark { get; }

    /// <summary>Writes one packet; the caller keeps its share. A packet of a stream that it does not hold is passed over.</summary>
    /// <exception cref="Errors.ColorizerException">The sink died or its deadline passed; the sentence says which.</exception>
    ValueTask CarryAsync(CodedPacket packet, CancellationToken cancellationToken);
}
