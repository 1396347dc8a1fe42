using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;

namespace StreamColorizer.Core.Live;

/// <summary>How a sink fares: what it counts, what it tells, how long it waits after it broke.</summary>
internal sealed class SinkHealth : IDisposable
{
    private readonly string _feed;
    private readonly SinkConfig _config;
    private readonly string _name;
    private readonly ILogger _log;
    private readonly BackOffPolicy _backOff;
    private readonly SinkMetrics _metrics;
    private string? _lastError;
    private string? _remark;

    public SinkHealth(FeedConfig feed, int number, TimeProvider time, ILogger log)
    {
        (_feed, _config, _log) = (feed.Name, feed.Sinks[number], log);
        _name = $"{_config.Kind.ToString().ToLowerInvariant()}{number}";
        _metrics = new SinkMetrics(feed.Name, _name);
        _backOff = new BackOffPolicy(time, Random.Shared);
    }

    public SinkStatus Status => new(
        _name, _config.ToString(), _metrics.Up.Value > 0, (long)_metrics.Written.Value, (long)_metrics.Dropped.Value, _lastError);

    public void Dropped() => _metrics.Dropped.Inc();

    public void LostPacket() => _metrics.LostPackets.Inc();

    public void Closed() => _metrics.Up.Set(0);

    public void Wrote()
    {
        _metrics.Written.Inc();
        _metrics.Up.Set(1);
        _backOff.Frame();
    }

    /// <summary>Told what a new outlet leaves out or does otherwise; said once.</summary>
    public void Remarks(string? remark)
    {
        if (remark is not null && remark != _remark)
            _log.Remarks(_feed, _name, remark);
        _remark = remark;
    }

    /// <summary>Told that the sink broke; the wait before it is tried again.</summary>
    public TimeSpan Broke(Exception fault)
    {
        var wait = _backOff.Wait(FeedFault.Unreachable);
        Failed(fault, wait);
        return wait;
    }

    /// <summary>Told that something failed and that the sink goes on at once.</summary>
    public void Failed(Exception fault) => Failed(fault, TimeSpan.Zero);

    /// <summary>Ends the sink's series.</summary>
    public void Dispose() => _metrics.Dispose();

    private void Failed(Exception fault, TimeSpan wait)
    {
        _metrics.Failures.Inc();
        _lastError = _config.Url?.MaskIn(fault.Message) ?? fault.Message;
        _log.SinkBroke(_feed, _name, _lastError, wait.TotalSeconds);
    }
}
