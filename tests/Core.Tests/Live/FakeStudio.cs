using System.Collections.Concurrent;
using System.Threading.Channels;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Live;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Live;

/// <summary>Connections and sinks in memory. Each connection runs the next of the given scripts.</summary>
internal sealed class FakeStudio(SlowNetwork network) : ILiveStudio
{
    public delegate Task<FeedFault> Script(Func<int, bool, Task> send, CancellationToken stop);

    public ConcurrentQueue<Script> Connections { get; } = new();

    public ConcurrentBag<FakeSink> Sinks { get; } = [];

    public Func<SinkConfig, FakeSink> MakeSink { get; set; } = _ => new FakeSink();

    public int AbandonedReads => 0;

    public int Opened { get; private set; }

    public IColorNetwork OpenNetwork(string model, ServiceConfig config) => network;

    public ReadOnlyMemory<float> EmbedReference(SharedNetwork shared, string picture) => default;

    public ILiveSource OpenSource(FeedConfig feed, ICodedReceiver receiver)
    {
        Receiver = receiver;
        Opened++;
        return new FakeSource(Connections.TryDequeue(out var script) ? script : (_, stop) => Hang(stop));
    }

    public ILiveSink OpenSink(FeedConfig feed, SinkConfig sink, StreamShape shape)
    {
        var made = MakeSink(sink);
        Sinks.Add(made);
        return made;
    }

    public void Sweep(string feed, SinkConfig recording)
    {
    }

    public ILabel MakeLabel(PlaneLayout layout, string text, bool atTop) => new FakeLabel(this, text);

    public ICodedReceiver? Receiver { get; private set; }

    public ConcurrentQueue<string> Labels { get; } = [];

    public static async Task<FeedFault> Hang(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop);
        return FeedFault.Ended;
    }

    internal sealed class FakeSource(Script script) : ILiveSource
    {
        private long _index;

        public string Decoder => "fake";

        public TimeBase TimeBase => new(1, 1000);

        public ColorDescription Color => new(ColorMatrix.Bt601, false, ChromaSiting.Left);

        public CodedStream? Sound => null;

        public CodedStream? Original => null;

        public FeedFault Fault { get; private set; }

        public async Task<SourceOutcome> RunAsync(FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
        {
            Fault = await script(Send, cancellationToken);
            return new SourceOutcome(SourceEnd.EndOfStream, "the script is over.");

            async Task Send(int milliseconds, bool color)
            {
                var frame = await pool.RentAsync(new PlaneLayout(64, 48, 8, ChromaSampling.Yuv420), _index++, milliseconds, cancellationToken);
                for (var i = 0; i < frame.Luma.Length; i++)
                    frame.Luma[i] = (byte)(60 + i % 64 * 2);
                frame.Planes.Span[frame.Layout.LumaBytes..].Fill(color ? (byte)180 : (byte)128);
                await frames.WriteAsync(frame, cancellationToken);
            }
        }
    }

    internal sealed class FakeSink : ILiveSink
    {
        public List<(long Pts, byte Chroma)> Frames { get; } = [];

        public Func<int, Task>? OnWrite { get; init; }

        public string? Remark => null;

        public bool Completed { get; private set; }

        public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
        {
            if (OnWrite is not null)
                await OnWrite(Frames.Count).WaitAsync(cancellationToken);
            lock (Frames)
                Frames.Add((frame.Pts, frame.Cr[frame.Cr.Length / 2]));
        }

        public List<long> Packets { get; } = [];

        public ValueTask CarryAsync(CodedPacket packet, CancellationToken cancellationToken)
        {
            lock (Frames)
                Packets.Add(packet.Pts);
            return ValueTask.CompletedTask;
        }

        public Task CompleteAsync(CancellationToken cancellationToken)
        {
            Completed = true;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class FakeLabel(FakeStudio studio, string text) : ILabel
    {
        public void Draw(Frame frame) => studio.Labels.Enqueue(text);
    }

    public static ColorizerException Broken => new(ExitCode.Failed, "the disk is full.");
}
