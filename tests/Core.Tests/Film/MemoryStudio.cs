using System.Threading.Channels;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Film;

/// <summary>A film of simple patterns at 1 frame a second; encoders write frames as they are, joining is concatenation.</summary>
internal sealed class MemoryStudio(int frames, Func<long, (int Pattern, int Level)> picture) : IFilmStudio
{
    private int _encoded;
    private bool _adapted;

    /// <summary>Number of the frame (counted over all encoders) at which an encoder dies; -1: none.</summary>
    public int DieAt { get; init; } = -1;

    /// <summary>Number of the frame at which the size changes, too little for the plan pass to see it; -1: none.</summary>
    public int ChangeAt { get; init; } = -1;

    /// <summary>Timestamp of a frame.</summary>
    public Func<long, long> Pts { get; init; } = static index => 1000 * index + 7;

    /// <summary>Called before segments are joined.</summary>
    public Action? Joining { get; set; }

    /// <summary>Called before each decoded frame.</summary>
    public Func<long, CancellationToken, Task>? Before { get; init; }

    private int Frames => frames;

    private Func<long, (int Pattern, int Level)> Picture => picture;

    public PlaneLayout Layout => new(64, 48, 8, ChromaSampling.Yuv420);

    public PlaneLayout PlanLayout => Layout with { Height = Layout.Height / 2 };

    public string SegmentExtension => ".raw";

    public string OutputExtension => ".film";

    public int LongestRun { get; init; } = 3;

    /// <summary>The files of each encoder.</summary>
    public List<string[]> Opened { get; } = [];

    public IFrameSource OpenSource() => new Source(this, Layout, _adapted ? -1 : ChangeAt);

    public IFrameSource OpenPlanSource() => new Source(this, PlanLayout, changeAt: -1);

    public bool Adapt(SourceOutcome outcome)
    {
        var adapts = outcome.End == SourceEnd.LayoutChanged && !_adapted;
        _adapted |= adapts;
        return adapts;
    }

    public IFrameSink OpenEncoder(SegmentRun run, PlaneLayout layout, TimeBase timeBase, Func<Segment, Task> finished)
    {
        Opened.Add([.. run.Files.Select(file => Path.GetFileName(file))]);
        return new Encoder(this, run, finished);
    }

    public void KeepMoment(Frame frame, string beforePath, string afterPath)
    {
        File.WriteAllBytes(beforePath, frame.Luma.ToArray());
        File.WriteAllBytes(afterPath, frame.Planes.ToArray());
    }

    public async Task<IReadOnlyList<string>> JoinAsync(
        FilmPlan plan, IReadOnlyList<string> segments, string output, CancellationToken cancellationToken)
    {
        Joining?.Invoke();
        await using var joined = File.Create(output);
        foreach (var segment in segments)
            await joined.WriteAsync(await File.ReadAllBytesAsync(segment, cancellationToken), cancellationToken);
        return [];
    }

    private sealed class Source(MemoryStudio studio, PlaneLayout layout, int changeAt) : IFrameSource
    {
        public TimeBase TimeBase => new(1, 1000);

        public async Task<SourceOutcome> RunAsync(
            FramePool pool, ChannelWriter<Frame> channel, CancellationToken cancellationToken)
        {
            for (var index = 0L; index < studio.Frames; index++)
            {
                if (index == changeAt)
                    return new SourceOutcome(SourceEnd.LayoutChanged, "It changed.");
                if (studio.Before is not null)
                    await studio.Before(index, cancellationToken);
                var frame = await pool.RentAsync(layout, index, studio.Pts(index), cancellationToken);
                try
                {
                    Fill(frame.Luma, layout.Width, studio.Layout.Height / layout.Height, studio.Picture(index));
                    await channel.WriteAsync(frame, cancellationToken);
                }
                catch
                {
                    frame.Dispose();
                    throw;
                }
            }

            return new SourceOutcome(SourceEnd.EndOfStream);
        }

        private static void Fill(Span<byte> luma, int width, int rowStep, (int Pattern, int Level) picture)
        {
            for (var i = 0; i < luma.Length; i++)
            {
                var (x, y) = (i % width, i / width * rowStep);
                var value = picture.Pattern switch { 0 => 3 * x, 1 => 240 - 4 * y, _ => (x / 16 + y / 16) % 2 * 160 };
                luma[i] = (byte)Math.Clamp(value + picture.Level, 16, 235);
            }
        }
    }

    // As a real one it tells of a file when it is fed with frames behind it, or at the end.
    private sealed class Encoder(MemoryStudio studio, SegmentRun run, Func<Segment, Task> finished) : IFrameSink
    {
        private FileStream _file = File.Create(run.Files[0]);
        private int _place;
        private int _written;

        public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
        {
            await TellAsync();
            if (studio._encoded++ == studio.DieAt)
                throw new IOException("The encoder died.");
            await _file.WriteAsync(BitConverter.GetBytes(frame.Pts), cancellationToken);
            await _file.WriteAsync(frame.Planes, cancellationToken);
            _written++;
        }

        public Task CompleteAsync(CancellationToken cancellationToken) => TellAsync();

        public ValueTask DisposeAsync() => _file.DisposeAsync();

        private async Task TellAsync()
        {
            if (_place == run.Segments.Count || _written < run.EndOf(_place))
                return;
            await _file.DisposeAsync();
            await finished(run.Segments[_place++]);
            if (_place < run.Segments.Count)
                _file = File.Create(run.Files[_place]);
        }
    }
}
