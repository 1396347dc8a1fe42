using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Film;

public sealed class FilmOutcomeTests
{
    [Theory]
    [InlineData(true, SourceEnd.EndOfStream)]
    [InlineData(false, SourceEnd.Damaged)]
    [InlineData(true, SourceEnd.EndOfStream, SourceEnd.Damaged)]
    [InlineData(true, SourceEnd.EndOfStream, SourceEnd.TimestampsBroken)]
    [InlineData(false, SourceEnd.EndOfStream, SourceEnd.LayoutChanged)]
    [InlineData(false, SourceEnd.Damaged, SourceEnd.Damaged)]
    public void DamageThatALaterPassDidNotMeet_IsNoLoss(bool isWhole, SourceEnd end, params SourceEnd[] before)
    {
        var outcome = Outcome() with { Source = new(end), Adapted = [.. before.Select(static earlier => new SourceOutcome(earlier))] };

        Assert.Equal(isWhole, outcome.IsWhole);
    }

    [Theory]
    [InlineData(true, "a", "a")]
    [InlineData(false, "a", "b")]
    [InlineData(false, "a", null)]
    [InlineData(false, null, "a")]
    [InlineData(false, null, null)]
    public void LumaIsProvenByTwoEqualDigestsOnly(bool isProven, string? decoded, string? encoded) =>
        Assert.Equal(isProven, (Outcome() with { DecodedLumaDigest = decoded, EncodedLumaDigest = encoded }).IsLumaProven);

    private static FilmOutcome Outcome() => new(
        new FilmPlanner(new TimeBase(1, 25)).Build(), null, 0, 0, 0, null, null, [], default, [], [], new Dictionary<string, double>());
}
