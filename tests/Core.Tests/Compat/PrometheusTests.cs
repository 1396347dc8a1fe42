using System.Diagnostics;
using System.Text;
using Prometheus;

namespace Core.Tests.Compat;

public sealed class PrometheusTests
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();

    private MetricFactory Factory => Metrics.WithCustomRegistry(_registry);

    [Fact]
    public async Task Exposition_HasHelpTypeAndSamplesOfEachKind()
    {
        Factory.CreateCounter("app_frames_total", "Frames.", "feed").WithLabels("a").Inc(2);
        Factory.CreateGauge("app_depth", "Depth.").Set(1.5);
        var times = Factory.CreateHistogram("app_time_seconds", "Time.", new HistogramConfiguration { Buckets = [.1, 1] });
        times.Observe(.1);
        times.Observe(5);

        Assert.Equal("""
            # HELP app_depth Depth.
            # TYPE app_depth gauge
            app_depth 1.5
            # HELP app_frames_total Frames.
            # TYPE app_frames_total counter
            app_frames_total{feed="a"} 2
            # HELP app_time_seconds Time.
            # TYPE app_time_seconds histogram
            app_time_seconds_sum 5.1
            app_time_seconds_count 2
            app_time_seconds_bucket{le="0.1"} 1
            app_time_seconds_bucket{le="1"} 1
            app_time_seconds_bucket{le="+Inf"} 2

            """, await ExportAsync());
    }

    [Fact]
    public async Task LabelValues_AreEscaped_AndStaticLabelsComeLast()
    {
        _registry.SetStaticLabels(new Dictionary<string, string> { ["site"] = "north" });
        Factory.CreateGauge("app_up", "Up.", "feed").WithLabels("a\\b\"c\nd").Set(1);

        Assert.Contains("app_up{feed=\"a\\\\b\\\"c\\nd\",site=\"north\"} 1\n", await ExportAsync());
    }

    [Fact]
    public async Task SeriesWithoutLabels_ShowZero_UnlessSuppressed()
    {
        Factory.CreateCounter("app_seen_total", "Seen.");
        Factory.CreateCounter("app_hidden_total", "Hidden.", new CounterConfiguration { SuppressInitialValue = true });

        var text = await ExportAsync();
        Assert.Contains("app_seen_total 0\n", text);
        Assert.DoesNotContain("app_hidden_total 0", text);
    }

    [Fact]
    public async Task RemovedSeries_AreGone()
    {
        var gauge = Factory.CreateGauge("app_up", "Up.", "feed");
        gauge.WithLabels("a").Set(1);
        gauge.WithLabels("b").Set(1);
        gauge.RemoveLabelled("a");

        var text = await ExportAsync();
        Assert.DoesNotContain("feed=\"a\"", text);
        Assert.Contains("feed=\"b\"", text);
        Assert.Equal(["b"], Assert.Single(gauge.GetAllLabelValues()));
    }

    [Fact]
    public void SameName_ReturnsTheSameMetric_AnotherTypeThrows()
    {
        var first = Factory.CreateCounter("app_x_total", "X.");
        Assert.Same(first, Factory.CreateCounter("app_x_total", "X."));
        Assert.Throws<InvalidOperationException>(() => Factory.CreateGauge("app_x_total", "X."));
    }

    [Theory]
    [InlineData("app-x", "feed")]
    [InlineData("app_x", "fe ed")]
    [InlineData("app_x", "__feed")]
    public void WrongNames_FailAtConstruction_AndAreNamed(string name, string label)
    {
        var fault = Assert.Throws<ArgumentException>(() => Factory.CreateGauge(name, "X.", label));
        Assert.Contains(name == "app-x" ? name : label, fault.Message);
    }

    [Fact]
    public void ManyThreads_LoseNothing()
    {
        var counter = Factory.CreateCounter("app_x_total", "X.");
        var histogram = Factory.CreateHistogram("app_y_seconds", "Y.");
        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                counter.Inc();
                histogram.Observe(.25);
            }
        });
        Assert.Equal(80_000, counter.Value);
        Assert.Equal(80_000, histogram.Count);
        Assert.Equal(20_000, histogram.Sum);
    }

    [Fact]
    public async Task FaultyCallback_DoesNotCostTheExport()
    {
        _registry.AddBeforeCollectCallback(() => throw new InvalidOperationException("broken"));
        var gauge = Factory.CreateGauge("app_late", "Late.");
        _registry.AddBeforeCollectCallback(() => gauge.Set(7));
        Assert.Contains("app_late 7\n", await ExportAsync());
    }

    [Fact]
    public async Task Promtool_FindsNothingToSay()
    {
        DotNetStats.Register(_registry);
        Factory.CreateCounter("app_frames_total", "Frames \\ and\nlines.", "feed").WithLabels("a\"b").Inc();
        Factory.CreateHistogram("app_time_seconds", "Time.", "stage").WithLabels("paint").Observe(.02);

        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await promtool.StandardInput.WriteAsync(await ExportAsync());
        promtool.StandardInput.Close();
        var said = await promtool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)
            + await promtool.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await promtool.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("", said);
        Assert.Equal(0, promtool.ExitCode);
    }

    private async Task<string> ExportAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
