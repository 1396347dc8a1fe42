using StreamColorizer.Terminal;

namespace EndToEnd.Tests.Terminal;

public sealed class ProgressTextTests
{
    [Theory]
    [InlineData(99, "the-great-train-robbery.mkv  62 %  9.1 fps  cache 97 %")]
    [InlineData(40, "the-great-tr…  62 %  9.1 fps  cache 97 %")]
    [InlineData(31, "the…  62 %  9.1 fps  cache 97 %")]
    [InlineData(30, "62 %  9.1 fps  cache 97 %")]
    [InlineData(20, "62 %  9.1 fps  cache")]
    public void OnANarrowTerminalTheTitleGivesWayBeforeTheFigures(int width, string expected) =>
        Assert.Equal(expected, ProgressText.Fit("the-great-train-robbery.mkv", "62 %  9.1 fps  cache 97 %", width));

    [Theory]
    [InlineData(7.96, "0:08")]
    [InlineData(42.4, "0:42")]
    [InlineData(3764.6, "1:02:45")]
    public void SecondsAreRounded(double seconds, string expected) => Assert.Equal(expected, ProgressText.Clock(seconds));
}
