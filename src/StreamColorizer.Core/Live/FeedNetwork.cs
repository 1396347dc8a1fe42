using System.Collections.Concurrent;
using Prometheus;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>
/// One feed's door to the shared network. It always answers, and in time: where the network is late or fails, the
/// answer is a = b = 0, which the painter turns into exact gray, and the reason is counted. A picture in which nothing moved
/// keeps the answer that it has.
/// </summary>
/// <param name="shared">The network.</param>
/// <param name="deadline">Time from a frame's arrival to its color.</param>
/// <param name="time">The clock.</param>
/// <param name="wentGray">Told each frame that gets no color, with the fault if there was one.</param>
/// <param name="still">Counts frames that keep the color of an earlier one; null counts nothing.</param>
public sealed class FeedNetwork(
    SharedNetwork shared, TimeSpan deadline, TimeProvider time, Action<GrayReason, Exception?> wentGray, ICounter? still = null)
    : IColorNetwork
{
    private readonly ConcurrentQueue<long> _arrivals = new();
    private readonly ConcurrentQueue<bool> _colored = new();
    private readonly ColorRequest _request = new();
    private volatile bool _embeddingFailed;

    /// <inheritdoc />
    public NetworkFacts Facts => shared.Facts;

    /// <summary>True if the scene's embedding could not be had: the next frame is to be asked as key frame again.</summary>
    public bool NeedsKeyFrame => _embeddingFailed;

    /// <summary>Told when a frame that will be colored arrived, in the frames' order.</summary>
    /// <param name="timestamp">The clock's timestamp.</param>
    public void Expect(long timestamp) => _arrivals.Enqueue(timestamp);

    /// <summary>Whether the next frame that leaves the walk has color; asked once per frame, in their order.</summary>
    public bool TakeIsColored() => _colored.TryDequeue(out var colored) && colored;

    /// <inheritdoc />
    public void Embed(ReadOnlyMemory<float> lightness, Memory<float> embedding)
    {
        try
        {
            shared.Embed(lightness, embedding);
            _embeddingFailed = !Finite.All(embedding.Span);
        }
        catch (Exception)
        {
            // A live feed goes on: its frames are gray, counted as failed, until an embedding comes.
            _embeddingFailed = true;
        }

        if (_embeddingFailed)
            embedding.Span.Clear();
    }

    /// <inheritdoc />
    public void Colorize(
        int count, int height, int width, Memory<float> lightness, Memory<float> embeddings, Memory<float> ab)
    {
        if (count != 1)
            throw new ArgumentOutOfRangeException(nameof(count), count, "A feed asks frame by frame; batches are made of several feeds.");
        var arrived = _arrivals.TryDequeue(out var timestamp) ? timestamp : time.GetTimestamp();
        var (reason, fault) = Ask(height, width, lightness.Span, embeddings.Span, ab.Span, arrived);
        _colored.Enqueue(reason is null);
        if (reason is not { } why)
            return;
        ab.Span.Clear();
        wentGray(why, fault);
    }

    /// <summary>Nothing: the network belongs to all feeds.</summary>
    public void Dispose()
    {
    }

    private (GrayReason? Reason, Exception? Fault) Ask(
        int height, int width, ReadOnlySpan<float> lightness, ReadOnlySpan<float> embedding, Span<float> ab, long arrived)
    {
        if (_embeddingFailed)
            return (GrayReason.Failed, null);
        if (!_request.IsDone)
            return (GrayReason.Busy, null);
        if (_request.Answers(height, width, lightness, embedding))
        {
            _request.Answer.CopyTo(ab);
            still?.Inc();
            return (null, null);
        }

        var left = deadline - time.GetElapsedTime(arrived);
        if (left <= TimeSpan.Zero)
            return (GrayReason.Late, null);
        _request.Ask(height, width, lightness, embedding, ab.Length, time.GetTimestamp());
        shared.Ask(_request);
        if (!_request.Wait(left))
            return (GrayReason.Late, null);
        if (_request.Fault is { } fault)
            return (GrayReason.Failed, fault);
        if (!Finite.All(_request.Answer))
            return (GrayReason.Failed, null);
        _request.IsGood = true;
        _request.Answer.CopyTo(ab);
        return (null, null);
    }
}
