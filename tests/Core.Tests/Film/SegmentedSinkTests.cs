using System.Threading.Channels;
using Core.Tests.Pipeline;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Scenes;

namespace Core.Tests.Film;

public sealed class SegmentedSinkTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task LumaThatWasTouchedBehindTheDecoderIsNotEncoded()
    {
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => WriteAsync(frame => frame.Luma[77] ^= (byte)(frame.Index == 6 ? 1 : 0)));

        Assert.Equal(ExitCode.Failed, fault.ExitCode);
        Assert.Equal("The luma of frame 6 of segment 0 is no longer the decoded one, so the segment was not kept: run the same command "
            + "again, and report it as an error of StreamColorizer if it says so again.", fault.Message);
        Assert.Empty(Directory.GetFiles(_temporary.Path, "segment-00000.raw", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task ChromaMayBePainted()
    {
        await WriteAsync(frame => frame.Cb.Fill((byte)frame.Index));
        Assert.Single(Directory.GetFiles(_temporary.Path, "segment-00000.raw", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task AFrameWhoseLumaNobodyTookIsNotEncoded() =>
        await Assert.ThrowsAsync<ColorizerException>(() => WriteAsync(static _ => { }, takesLuma: false));

    private async Task WriteAsync(Action<Frame> paint, bool takesLuma = true)
    {
        var studio = new MemoryStudio(9, static _ => default);
        var planner = new FilmPlanner(new TimeBase(1, 1000));
        for (var frame = 0; frame < 9; frame++)
            planner.Add(40 * frame + 7, new SceneMark(0, SceneEvent.Same));
        var plan = planner.Build();
        using var folder = WorkFolder.Open(_temporary.File("film"));
        using var journal = Journal.Open(folder.JournalPath);
        await using var sink = new SegmentedSink(plan, new SegmentStore(folder, plan, journal, ".raw"), studio);
        using var pool = new FramePool(20, studio.Layout.TotalBytes);
        var channel = Channel.CreateUnbounded<Frame>();
        await new DigestingSource(new MemorySource(9, static index => (byte)index), studio.Layout, plan, _ => !takesLuma)
            .RunAsync(pool, channel.Writer, Token);
        channel.Writer.Complete();
        await foreach (var frame in channel.Reader.ReadAllAsync(Token))
        {
            using (frame)
            {
                paint(frame);
                await sink.WriteAsync(frame, Token);
            }
        }

        await sink.CompleteAsync(Token);
    }
}
