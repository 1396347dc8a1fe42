using System.Diagnostics;
using System.Globalization;

namespace Prometheus;

/// <summary>Figures of the process and its runtime.</summary>
public sealed class DotNetStats
{
    private readonly Lock _lock = new();
    private readonly Process _process = Process.GetCurrentProcess();
    private readonly Counter _collections;
    private readonly Counter _cpu;
    private readonly Gauge _managed;
    private readonly Gauge _virtual;
    private readonly Gauge _working;
    private readonly Gauge _private;
    private readonly Gauge _handles;
    private readonly Gauge _threads;

    private DotNetStats(MetricFactory factory)
    {
        _collections = factory.CreateCounter("dotnet_collection_count_total", "GC collection count", "generation");
        _cpu = factory.CreateCounter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.");
        _managed = factory.CreateGauge("dotnet_total_memory_bytes", "Total known allocated memory");
        _virtual = factory.CreateGauge("process_virtual_memory_bytes", "Virtual memory size in bytes.");
        _working = factory.CreateGauge("process_working_set_bytes", "Process working set");
        _private = factory.CreateGauge("process_private_memory_bytes", "Process private memory size");
        _handles = factory.CreateGauge("process_open_handles", "Number of open handles");
        _threads = factory.CreateGauge("process_num_threads", "Total number of threads");
        factory.CreateGauge("process_start_time_seconds", "Start time of the process since unix epoch in seconds.")
            .Set((_process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds);
    }

    /// <summary>Exports the figures with this registry.</summary>
    public static void Register(CollectorRegistry registry) =>
        registry.AddBeforeCollectCallback(new DotNetStats(Metrics.WithCustomRegistry(registry)).Update);

    private void Update()
    {
        lock (_lock)
        {
            _process.Refresh();
            for (var generation = 0; generation <= GC.MaxGeneration; generation++)
                _collections.WithLabels(generation.ToString(CultureInfo.InvariantCulture)).IncTo(GC.CollectionCount(generation));
            _cpu.IncTo(_process.TotalProcessorTime.TotalSeconds);
            _managed.Set(GC.GetTotalMemory(false));
            _virtual.Set(_process.VirtualMemorySize64);
            _working.Set(_process.WorkingSet64);
            _private.Set(_process.PrivateMemorySize64);
            _handles.Set(_process.HandleCount);
            _threads.Set(_process.Threads.Count);
        }
    }
}
