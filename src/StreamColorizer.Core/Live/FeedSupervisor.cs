using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>All feeds: begins, ends and changes them as the configuration says, and lets them share networks.</summary>
/// <param name="studio">Connections, encoders, networks.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it tells.</param>
public sealed class FeedSupervisor(ILiveStudio studio, TimeProvider time, ILogger log) : IAsyncDisposable
{
    // A stage of a feed may wait for the network on its thread: none of them may wait for a thread.
    private const int ThreadsPerFeed = 4;

    private readonly Dictionary<string, SharedNetwork> _networks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FeedWorker> _feeds = new(StringComparer.Ordinal);
    private readonly FleetWatch _fleet = new(time, log);
    private readonly SemaphoreSlim _changing = new(1, 1);
    private SemaphoreSlim _opening = new(1, 1);
    private ServiceConfig? _config;

    // What Tick sees, while another thread changes the dictionary.
    private IReadOnlyList<SharedNetwork> _loaded = [];

    /// <summary>The feeds now, in the order of the configuration.</summary>
    public IReadOnlyList<FeedWorker> Feeds { get; private set; } = [];

    /// <summary>True once every network is loaded and the feeds have begun.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Looks a feed up.</summary>
    public FeedWorker? Find(string name) => Feeds.FirstOrDefault(feed => feed.Config.Name == name);

    /// <summary>Makes the feeds what the configuration says; feeds that are the same in both go on untouched.</summary>
    /// <param name="config">The configuration, valid.</param>
    /// <param name="cancellationToken">Ends the wait for another change.</param>
    /// <returns>How many feeds began, or began anew.</returns>
    /// <exception cref="Errors.ColorizerException">A network cannot be loaded; nothing was changed then.</exception>
    public async Task<int> ApplyAsync(ServiceConfig config, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            ReserveThreads(config.Feeds.Count);
            // Everything that can fail comes first.
            var afresh = _config is null || !SameNetworks(_config, config);
            var references = config.Feeds.ToDictionary(feed => feed.Name, feed => Reference(Load(config, feed), feed));
            var changed = _feeds.Values.Where(worker => afresh || !config.Feeds.Contains(worker.Config)).ToArray();
            await Task.WhenAll(changed.Select(worker => EndAsync(worker, config.GraceTime)));
            if (_config?.MaxOpening != config.MaxOpening)
                _opening = new SemaphoreSlim(config.MaxOpening, config.MaxOpening);
            var begun = config.Feeds.Where(feed => !_feeds.ContainsKey(feed.Name)).ToArray();
            foreach (var feed in begun)
                _feeds[feed.Name] = new FeedWorker(feed, Load(config, feed), references[feed.Name], studio, _opening, _fleet, time, log);
            Feeds = [.. config.Feeds.Select(feed => _feeds[feed.Name])];
            _config = config;
            IsReady = true;
            Unload(config);
            return begun.Length;
        }
        catch (Errors.ColorizerException) when (_config is { } kept)
        {
            // What was loaded for nothing would keep its memory.
            Unload(kept);
            throw;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends all feeds; recordings are finished within the configured time.</summary>
    public async Task StopAsync()
    {
        await _changing.WaitAsync();
        IsReady = false;
        await Task.WhenAll(_feeds.Values.Select(worker => worker.StopAsync(_config!.GraceTime)));
        _changing.Release();
    }

    /// <summary>True if more reads were abandoned than the configuration allows.</summary>
    public bool HasTooManyAbandonedReads => _config is { } config && studio.AbandonedReads > config.MaxAbandonedReads;

    /// <summary>Called about once a second.</summary>
    public void Tick()
    {
        foreach (var feed in Feeds)
            feed.Tick();
        QueueMetrics.Update(Feeds.Select(feed => feed.Progress));
        NetworkMetrics.Update(_loaded);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _feeds.Values)
            await worker.DisposeAsync();
        _feeds.Clear();
        Feeds = [];
        foreach (var network in _networks.Values)
            network.Dispose();
        _networks.Clear();
    }

    private static void ReserveThreads(int feeds)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 16 + ThreadsPerFeed * feeds), ports);
    }

    private async Task EndAsync(FeedWorker worker, TimeSpan grace)
    {
        await worker.StopAsync(grace);
        await worker.DisposeAsync();
        lock (_feeds)
            _feeds.Remove(worker.Config.Name);
    }

    // A plain null would become empty memory, which is an embedding too.
    private ReadOnlyMemory<float>? Reference(SharedNetwork network, FeedConfig feed) =>
        feed.Reference.Length > 0 ? studio.EmbedReference(network, feed.Reference) : default(ReadOnlyMemory<float>?);

    private SharedNetwork Load(ServiceConfig config, FeedConfig feed)
    {
        var key = Key(config, feed);
        if (!_networks.TryGetValue(key, out var network))
        {
            network = new SharedNetwork(studio.OpenNetwork(Model(config, feed), config), config.Batch, config.BatchAge, time);
            network.BatchDone += NetworkMetrics.BatchDone;
            _networks[key] = network;
        }

        return network;
    }

    private void Unload(ServiceConfig config)
    {
        var used = config.Feeds.Select(feed => Key(config, feed)).ToHashSet();
        foreach (var key in _networks.Keys.Where(key => !used.Contains(key)).ToArray())
        {
            _networks.Remove(key, out var network);
            network!.Dispose();
        }

        _loaded = [.. _networks.Values];
    }

    private static string Model(ServiceConfig config, FeedConfig feed) => feed.Model.Length > 0 ? feed.Model : config.Model;

    private static string Key(ServiceConfig config, FeedConfig feed) =>
        $"{Model(config, feed)}|{config.Device}|{config.Threads}|{config.Batch}|{config.BatchAge}";

    private static bool SameNetworks(ServiceConfig a, ServiceConfig b) =>
        a.Model == b.Model && a.Device == b.Device && a.Threads == b.Threads && a.Batch == b.Batch && a.BatchAge == b.BatchAge;
}
