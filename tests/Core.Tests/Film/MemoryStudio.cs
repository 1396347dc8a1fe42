using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Tests.Pipeline;

namespace StreamColorizer.Core.Tests.Film;

/// <summary>A film of flat frames at 1 frame a second; encoders write frames as they are, joining is concatenation.</summary>
internal sealed class MemoryStudio(int frames, Func<long, byte> level) : IFilmStudio
{
    private int _encoded;

    /// <summary>Number of the frame (counted over all encoders) at which an encoder dies; -1: none.</summary>
    public int DieAt { get; init; } = -1;

    /// <summary>Called before each decoded frame.</summary>
    public Func<long, CancellationToken, Task>? Before { get; init; }

    public PlaneLayout Layout => new(64, 48, 8, ChromaSampling.Yuv420);

    public string SegmentExtension => ".raw";

    public string OutputExtension => ".film";

    public List<string> Opened { get; } = [];

    public IFrameSource OpenSource() => new SlowClock(new MemorySource(frames, level) { Before = Before });

    public bool Adapt(SourceOutcome outcome) => false;

    public IFrameSink OpenEncoder(string path, PlaneLayout layout, TimeBase timeBase)
    {
        Opened.Add(Path.GetFileName(path));
        return new Encoder(this, File.Create(path));
    }

    public void KeepMoment(Frame frame, string beforePath, string afterPath)
    {
        File.WriteAllBytes(beforePath, frame.Luma.ToArray());
        File.WriteAllBytes(afterPath, frame.Planes.ToArray());
    }

    public async Task<IReadOnlyList<string>> JoinAsync(
        FilmPlan plan, IReadOnlyList<string> segments, string output, CancellationToken cancellationToken)
    {
        await using var joined = File.Create(output);
        foreach (var segment in segments)
            await joined.WriteAsync(await File.ReadAllBytesAsync(segment, cancellationToken), cancellationToken);
        return [];
    }

    /// <summary>The same frames in seconds instead of 25ths.</summary>
    private sealed class SlowClock(IFrameSource source) : IFrameSource
    {
        public TimeBase TimeBase => new(1, 40);

        public Task<SourceOutcome> RunAsync(
            FramePool pool, System.Threading.Channels.ChannelWriter<Frame> frames, CancellationToken cancellationToken) =>
            source.RunAsync(pool, frames, cancellationToken);
    }

    private sealed class Encoder(MemoryStudio studio, FileStream file) : IFrameSink
    {
        public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
        {
            if (studio._encoded++ == studio.DieAt)
                throw new IOException("The encoder died.");
            await file.WriteAsync(BitConverter.GetBytes(frame.Pts), cancellationToken);
            await file.WriteAsync(frame.Planes, cancellationToken);
        }

        public Task CompleteAsync(CancellationToken cancellationToken) => file.FlushAsync(cancellationToken);

        public ValueTask DisposeAsync() => file.DisposeAsync();
    }
}
