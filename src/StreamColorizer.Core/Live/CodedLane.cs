namespace StreamColorizer.Core.Live;

/// <summary>
/// The way of sound and original pictures past the walk. They come over the same connection as the frames; the lane lays
/// them on the output's clock by the very offset that the frames got, so that all stay in step.
/// </summary>
/// <param name="sinks">Where packets go.</param>
/// <param name="lost">Told the number of packets that found no room.</param>
internal sealed class CodedLane(SinkWorker[] sinks, Action lost) : ICodedReceiver
{
    /// <summary>Bytes of packets that a feed holds at the most.</summary>
    public const int MaxBytes = 16 << 20;

    private const int MostWaiting = 512;
    private readonly PacketPool _pool = new(MaxBytes);
    private readonly Queue<CodedPacket> _waiting = new(MostWaiting);
    private readonly Lock _lock = new();
    private long _lastSound = long.MinValue;
    private TimeSpan? _offset;
    private int _connection;

    /// <summary>Bytes of packets on their way.</summary>
    public int OutstandingBytes => _pool.OutstandingBytes;

    /// <summary>Told before a connection is opened: its clock has another origin.</summary>
    /// <param name="connection">The number that its frames will have.</param>
    public void Reset(int connection)
    {
        lock (_lock)
        {
            (_offset, _connection) = (null, connection);
            while (_waiting.TryDequeue(out var left))
                left.Dispose();
        }
    }

    /// <summary>Told after a frame got its time: what has to be added to the source's times.</summary>
    public void Anchor(TimeSpan offset)
    {
        lock (_lock)
        {
            _offset = offset;
            while (_waiting.TryDequeue(out var packet))
                Place(packet, offset);
        }
    }

    /// <inheritdoc />
    public bool Wants(CodedKind kind) => sinks.Any(sink => sink.Takes(kind));

    /// <inheritdoc />
    public CodedPacket? TryRent(CodedStream stream, long pts, bool isKey, int size)
    {
        var packet = _pool.TryRent(stream, pts, isKey, size);
        if (packet is null)
            lost();
        return packet;
    }

    /// <inheritdoc />
    public void Carry(CodedPacket packet)
    {
        lock (_lock)
        {
            packet.Connection = _connection;
            if (_offset is { } offset)
            {
                Place(packet, offset);
                return;
            }

            // Before the first frame nobody knows where the packet belongs on the output's clock.
            if (_waiting.Count == MostWaiting)
            {
                _waiting.Dequeue().Dispose();
                lost();
            }

            _waiting.Enqueue(packet);
        }
    }

    private void Place(CodedPacket packet, TimeSpan offset)
    {
        using (packet)
        {
            var unit = packet.Stream.TimeBase;
            packet.Pts += (long)Math.Round(offset.TotalSeconds * unit.Denominator / unit.Numerator);
            if (packet.Pts < 0 || (packet.Stream.Kind == CodedKind.Sound && !IsLaterSound(packet)))
            {
                lost();
                return;
            }

            foreach (var sink in sinks)
            {
                if (sink.Takes(packet.Stream.Kind))
                    sink.Carry(packet.Share());
            }
        }
    }

    // Sound that would run backwards, after the source's clock was laid anew, has no place.
    private bool IsLaterSound(CodedPacket packet)
    {
        var microseconds = (long)(packet.Seconds * 1e6);
        if (microseconds <= _lastSound)
            return false;
        _lastSound = microseconds;
        return true;
    }
}
