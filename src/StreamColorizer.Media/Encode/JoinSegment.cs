namespace StreamColorizer.Media.Encode;

/// <summary>One finished segment.</summary>
/// <param name="Path">Its file.</param>
/// <param name="FirstFrame">Index of its first frame in the list of timestamps.</param>
public sealed record JoinSegment(string Path, int FirstFrame);
