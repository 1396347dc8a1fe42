using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Live;

namespace Core.Tests.Live;

public sealed class RetentionPolicyTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 10, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(60, 0, 0, 4)]
    [InlineData(0, 350, 0, 7)]
    [InlineData(0, 0, 250, 2)]
    [InlineData(60, 350, 0, 7)]
    public void OldestGo_UntilEveryLimitIsKept(int hours, long bytes, long free, int gone)
    {
        // Ten recordings of 100 bytes, one each ten hours; 100 bytes are free.
        var files = Enumerable.Range(0, 10).Select(i => new RecordingFile($"{i}", s_now.AddHours(-10 * (10 - i)), 100));
        var sink = new SinkConfig
        {
            Kind = SinkKind.Recording,
            KeepFor = TimeSpan.FromHours(hours),
            KeepBytes = bytes,
            KeepFree = free,
        };
        var chosen = RetentionPolicy.Choose(files.Reverse(), s_now, 100, sink);
        Assert.Equal(Enumerable.Range(0, gone).Select(i => $"{i}"), chosen.Select(file => file.Path));
    }
}
