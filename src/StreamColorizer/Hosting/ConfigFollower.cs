using System.Collections;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Live;
using StreamColorizer.Terminal;

namespace StreamColorizer.Hosting;

/// <summary>Follows the configuration file and SIGHUP: what is valid is applied, what is not is told and ignored.</summary>
internal sealed class ConfigFollower : IAsyncDisposable
{
    // Editors write in several steps.
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);
    private readonly string _path;
    private readonly IDictionary _environment;
    private readonly FeedSupervisor _feeds;
    private readonly ILogger _log;
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PosixSignalRegistration _hangUp;
    private readonly Timer _looking;
    private ServiceConfig _config;
    private (DateTime Written, long Length) _seen;

    public ConfigFollower(string path, IDictionary environment, ServiceConfig config, FeedSupervisor feeds, ILogger log)
    {
        (_path, _environment, _config, _feeds, _log) = (path, environment, config, feeds, log);
        _seen = Stamp();
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _calls.Writer.TryWrite(true);
        });
        // Looked at rather than watched: that also works on network disks and for files that are links (Kubernetes).
        _looking = new Timer(_ => Look(), null, s_look, s_look);
    }

    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var _ in _calls.Reader.ReadAllAsync(stop))
        {
            await Task.Delay(s_settle, stop);
            _seen = Stamp();
            await ReloadAsync(stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _hangUp.Dispose();
        await _looking.DisposeAsync();
    }

    private async Task ReloadAsync(CancellationToken stop)
    {
        try
        {
            var reading = ConfigFile.Read(_path, _environment);
            foreach (var fault in reading.Faults)
                _log.ReloadIgnored($"{_path}, {fault}");
            if (reading.Config is not { } config || config == _config)
                return;
            if (config.Http != _config.Http)
                _log.HttpNeedsRestart();
            var begun = await _feeds.ApplyAsync(config, stop);
            var ended = _config.Feeds.Count(feed => config.Feeds.All(other => other.Name != feed.Name));
            _log.Reloaded(Show.Count(begun, "feed"), ended);
            _config = config;
        }
        catch (Exception fault) when (fault is ColorizerException or IOException or UnauthorizedAccessException)
        {
            _log.ReloadIgnored(fault.Message);
        }
    }

    private void Look()
    {
        if (Stamp() != _seen)
            _calls.Writer.TryWrite(true);
    }

    private (DateTime, long) Stamp()
    {
        var file = new FileInfo(_path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : _seen;
    }
}
