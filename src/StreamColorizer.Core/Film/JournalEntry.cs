namespace StreamColorizer.Core.Film;

/// <summary>One finished segment, as the journal remembers it.</summary>
/// <param name="Segment">Number of the segment.</param>
/// <param name="Frames">Frames that entered its encoder.</param>
/// <param name="DecodedLuma">Digest of the luma that came from the decoder.</param>
/// <param name="EncodedLuma">Digest of the luma that entered its encoder.</param>
/// <param name="Bytes">Length of its file.</param>
/// <param name="Sha256">SHA-256 of its file, in lower-case hex.</param>
public sealed record JournalEntry(int Segment, int Frames, string DecodedLuma, string EncodedLuma, long Bytes, string Sha256);
