using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

/// <summary>One walk through fakes; checks after every run, however it ended, that no frame is outstanding.</summary>
public sealed class Walk
{
    public static readonly ColorDescription Color = new(ColorMatrix.Bt601, FullRange: true, ChromaSiting.Left);

    public required MemorySource Source { get; init; }

    public ISceneGuide Guide { get; init; } = new ListGuide(static _ => 0);

    public FakeNetwork Network { get; init; } = new();

    public MemorySink Sink { get; init; } = new();

    public PipelineOptions Options { get; init; } = new() { Color = Color };

    public CancellationToken Stop { get; init; }

    public CancellationToken Abort { get; init; }

    public PipelineProgress Progress { get; } = new();

    public async Task<PipelineOutcome> RunAsync()
    {
        using var pool = new FramePool(Options.FramesInFlight, 64 * 48 * 3);
        using var hang = CancellationTokenSource.CreateLinkedTokenSource(Abort, TestContext.Current.CancellationToken);
        hang.CancelAfter(TimeSpan.FromMinutes(5));
        try
        {
            var pipeline = new ColorizePipeline(Source, Guide, Network, Sink, Options, Progress);
            return await pipeline.RunAsync(pool, Stop, hang.Token);
        }
        finally
        {
            Assert.Equal(0, pool.Outstanding);
        }
    }
}
