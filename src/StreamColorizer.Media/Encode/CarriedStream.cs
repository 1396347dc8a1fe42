using StreamColorizer.Core.Film;

namespace StreamColorizer.Media.Encode;

/// <summary>A stream of the source that goes into the output.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Codec">copy, or the codec that subtitles are converted to.</param>
internal sealed record CarriedStream(StreamFacts Stream, string Codec);
