using Microsoft.Extensions.Logging;

namespace StreamColorizer.Core.Live;

/// <summary>
/// Tells an outage of the whole network from a camera that stalls: where every connected camera fell silent at once, it
/// is none of them. Their connections are kept for a while, since they often go on by themselves; so a short outage does
/// not end in the whole fleet logging in again.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="log">Where it tells.</param>
public sealed class FleetWatch(TimeProvider time, ILogger log)
{
    // Cameras' last pictures may be this far apart: some send one a second, and buffers differ.
    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(5);

    // How many stall time-outs a connection is kept in an outage.
    private const int Patience = 3;
    private readonly Lock _lock = new();
    private readonly List<StallPolicy> _connected = [];
    private long? _over;
    private bool _isOut;
    private long? _stoodStill;

    /// <summary>Told when a camera gave its first picture.</summary>
    public void Join(StallPolicy camera)
    {
        lock (_lock)
            _connected.Add(camera);
    }

    /// <summary>Told when a connection ended.</summary>
    public void Leave(StallPolicy camera)
    {
        lock (_lock)
            _connected.Remove(camera);
    }

    /// <summary>What is to become of a connection that gave no new picture for its time-out: null, it is kept.</summary>
    /// <param name="camera">The stalled one.</param>
    /// <param name="timeout">Its stall time-out.</param>
    public FeedFault? Judge(StallPolicy camera, TimeSpan timeout)
    {
        lock (_lock)
        {
            var silence = time.GetElapsedTime(camera.LastProgress);
            var wasOut = _isOut;
            _isOut = AreSilent(camera, silence);
            if (_isOut && !wasOut)
                log.Outage(_connected.Count);
            if (_isOut)
                return silence < timeout * Patience ? null : FeedFault.Outage;
            // The network is back: others went on first, and this one may follow.
            if (wasOut)
                _over = time.GetTimestamp();
            return _over is { } over && camera.LastProgress < over && time.GetElapsedTime(over) < timeout ? null : FeedFault.Stalled;
        }
    }

    /// <summary>Told when a watcher noticed that the worker itself stood still; said once for all feeds.</summary>
    public void StoodStill()
    {
        lock (_lock)
        {
            if (_stoodStill is not { } before || time.GetElapsedTime(before) > s_together)
                log.StoodStill();
            _stoodStill = time.GetTimestamp();
        }
    }

    // Every camera, two at the least, fell silent about when this one did.
    private bool AreSilent(StallPolicy camera, TimeSpan silence)
    {
        var least = silence - s_together > silence / 2 ? silence - s_together : silence / 2;
        return _connected.Count > 1 && _connected.Contains(camera)
            && _connected.TrueForAll(other => time.GetElapsedTime(other.LastProgress) >= least);
    }
}
