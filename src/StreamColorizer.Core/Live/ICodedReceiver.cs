namespace StreamColorizer.Core.Live;

/// <summary>Takes the coded streams that a source carries beside its frames.</summary>
public interface ICodedReceiver
{
    /// <summary>True if some sink wants streams of this kind.</summary>
    bool Wants(CodedKind kind);

    /// <summary>A packet with count 1 to be filled; null where there is no room: it is lost then, and counted.</summary>
    /// <param name="stream">The stream that it belongs to.</param>
    /// <param name="pts">Timestamp in ticks of the stream's time base, on the same clock as the frames.</param>
    /// <param name="isKey">True if decoding can begin here.</param>
    /// <param name="size">Its bytes.</param>
    CodedPacket? TryRent(CodedStream stream, long pts, bool isKey, int size);

    /// <summary>Takes over the caller's share of a packet.</summary>
    void Carry(CodedPacket packet);
}
