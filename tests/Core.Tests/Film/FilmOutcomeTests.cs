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
        var plan = new FilmPlanner(new TimeBase(1, 25)).Build();
        var outcome = new FilmOutcome(
            plan, null, 0, 0, 0, null, null, [], new SourceOutcome(end), [.. before.Select(earlier => new SourceOutcome(earlier))], [], new Dictionary<string, double>());

        Assert.Equal(isWhole, outcome.IsWhole);
    }
}
