using Prometheus;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Hosting;

/// <summary>What every process of this program exports beside its work: its build, memory, time, collections.</summary>
internal static class ProcessMetrics
{
    private static readonly Gauge s_build = Metrics.CreateGauge("streamcolorizer_build_info", "1; the version is in the label.", "version");

    /// <summary>Adds the figures to the registry.</summary>
    public static void Register()
    {
        Metrics.SuppressDefaultMetrics();
        DotNetStats.Register(Metrics.DefaultRegistry);
        s_build.WithLabels(typeof(ProcessMetrics).Assembly.GetName().Version?.ToString(3) ?? "").Set(1);
    }

    /// <summary>Serves the registry at http://127.0.0.1:PORT/metrics until it is disposed.</summary>
    /// <param name="port">The port; null: serves nothing.</param>
    /// <exception cref="ColorizerException">The port is taken, or not this user's.</exception>
    public static IDisposable? Serve(int? port)
    {
        if (port is not { } number)
            return null;
        Register();
        try
        {
            return new KestrelMetricServer("127.0.0.1", number).Start();
        }
        catch (Exception fault) when (ListenFault.Is(fault))
        {
            throw ListenFault.Explain(fault, $"127.0.0.1:{number}", "--metrics-port");
        }
    }
}
