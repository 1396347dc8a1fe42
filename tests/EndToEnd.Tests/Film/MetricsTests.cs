using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EndToEnd.Tests.Live;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Film;

public sealed class MetricsTests
{
    [Fact]
    public async Task AFilmAtWork_IsScraped_AndItsDashboardHasData()
    {
        using var folder = new TemporaryFolder();
        var film = await Clip.MakeAsync(folder.File("film.mkv"), seconds: 60, rate: 25, size: "640x360", more: ["-c:v", "libx264", "-preset", "ultrafast"]);
        var port = Ports.Take();
        // An encoder that takes its time on any machine, so that the film is at work while Prometheus looks.
        using var program = Cli.Start(Cli.Colorize(
            film, "-o", folder.File("color.mkv"), "--codec", "x265", "--preset", "veryslow", "--metrics-port", port.ToString(CultureInfo.InvariantCulture)));
        await using var prometheus = await Live.Prometheus.StartAsync(folder.File("prometheus"), port);
        foreach (var query in Dashboard.Queries("film.json").Append("""streamcolorizer_film_phase{phase="coloring"} == 1"""))
        {
            await Tools.UntilAsync(async () =>
            {
                Assert.False(program.HasExited, $"the film was done before the query had data: {query}");
                return await prometheus.QueryAsync(query) > 0;
            }, $"the query has data: {query}");
        }

        using var http = new HttpClient();
        File.WriteAllText(folder.File("metrics"), await http.GetStringAsync($"http://127.0.0.1:{port}/metrics", TestContext.Current.CancellationToken));
        await Tools.RunAsync("sh", "-c", $"promtool check metrics < '{folder.File("metrics")}'");
        Assert.Contains("streamcolorizer_film_frames 1500\n", File.ReadAllText(folder.File("metrics")));
    }

    [Fact]
    public async Task ATakenPort_IsToldBeforeAnythingIsDone()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var film = await Clip.MakeAsync(folder.File("film.mkv"), seconds: 3);
        var ended = await Cli.ColorizeAsync(film, "--metrics-port", port.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(75, ended.Code);
        Assert.Equal(
            $"Nothing can listen on 127.0.0.1:{port} (Failed to bind to address http://127.0.0.1:{port}: address already in use): "
            + "choose another --metrics-port, or end what has it.", ended.LastError);
        Assert.False(File.Exists(folder.File("film.color.mkv")));
    }
}
