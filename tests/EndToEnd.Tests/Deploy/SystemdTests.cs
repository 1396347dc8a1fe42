using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EndToEnd.Tests.Live;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Deploy;

public sealed class SystemdTests
{
    [Fact]
    public async Task TheUnit_IsWhatSystemdUnderstands()
    {
        using var folder = new TemporaryFolder();
        var unit = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "systemd", "streamcolorizer.service"));
        var installed = "/opt/streamcolorizer/streamcolorizer";
        Assert.Contains($"ExecStart={installed} serve --config ", unit);
        // systemd looks whether the program is there.
        File.WriteAllText(folder.File("streamcolorizer.service"), unit.Replace(installed, Path.Combine(AppContext.BaseDirectory, "streamcolorizer")));
        using var analysis = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", "--man=no", folder.File("streamcolorizer.service")])
        {
            RedirectStandardError = true,
        })!;
        // Keys that it does not know are warnings, not failures.
        Assert.Equal("", await analysis.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await analysis.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, analysis.ExitCode);
    }

    [Fact]
    public async Task TheServiceManager_IsToldOfReadinessLifeAndEnd()
    {
        using var folder = new TemporaryFolder();
        var told = new ConcurrentQueue<string>();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder.File("notify")));
        _ = ListenAsync(socket, told);
        await using var service = Service.Start(
            folder.Path, "  - {name: yard, source: none.mkv}\n", ("NOTIFY_SOCKET", folder.File("notify")));
        await Tools.UntilAsync(() => Task.FromResult(told.Contains("READY=1")), "it says that it is ready", () => service.Log);
        using (var ready = await service.Http.GetAsync("/readyz", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var pings = told.Count(state => state == "WATCHDOG=1");
        await Tools.UntilAsync(() => Task.FromResult(told.Count(state => state == "WATCHDOG=1") > pings + 1), "it says that it lives");
        Assert.DoesNotContain("STOPPING=1", told);

        Assert.Equal(0, await service.StopAsync());
        await Tools.UntilAsync(() => Task.FromResult(told.Contains("STOPPING=1")), "it says that it ends");
    }

    private static async Task ListenAsync(Socket socket, ConcurrentQueue<string> told)
    {
        var buffer = new byte[256];
        while (true)
        {
            // Ends with the socket, at the end of the test.
            var length = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            told.Enqueue(Encoding.UTF8.GetString(buffer, 0, length));
        }
    }
}
