namespace StreamColorizer.Media.Containers;

/// <summary>Head of one frame of a NUT file; its payload follows in the stream and has to be read or skipped.</summary>
/// <param name="StreamId">Which stream it belongs to.</param>
/// <param name="Pts">Timestamp in ticks of the stream's time base.</param>
/// <param name="Size">Payload in bytes.</param>
/// <param name="Key">True if decoding can begin here; raw video always can.</param>
public readonly record struct NutPacket(int StreamId, long Pts, int Size, bool Key);
