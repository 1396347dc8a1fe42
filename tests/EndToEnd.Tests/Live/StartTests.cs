using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

/// <summary>A service that cannot start says why in one sentence, and never ends with 0.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task ATakenPort_IsToldInOneSentence()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Assert.Equal(
            (75, $"Nothing can listen on http://127.0.0.1:{port} (Failed to bind to address http://127.0.0.1:{port}: address already in use): "
                + "choose another http.port, or end what has it.\n"),
            await StartAsync(folder, port));
    }

    [Fact]
    public async Task AnAddressOfAnotherMachine_IsToldInOneSentence()
    {
        using var folder = new TemporaryFolder();
        // A network that is for documentation: nobody has an address there.
        var (code, errors) = await StartAsync(folder, 9464, "address: 192.0.2.1, token: 0123456789abcdef");
        Assert.Equal(75, code);
        var lines = errors.TrimEnd().Split('\n');
        Assert.Contains("without TLS", lines[0]);
        Assert.Equal(
            ["Nothing can listen on http://192.0.2.1:9464 (Cannot assign requested address): this machine does not have that address, "
            + "or not yet; 'ip address' lists those that it has."], lines[1..]);
    }

    [Fact]
    public async Task ADamagedModel_IsToldInOneSentence()
    {
        using var folder = new TemporaryFolder();
        var model = Directory.CreateDirectory(folder.File("model")).FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.TinyBundle))
            File.Copy(file, Path.Combine(model, Path.GetFileName(file)));
        File.WriteAllBytes(Path.Combine(model, "fusion.onnx"), [1, 2, 3]);
        var (code, errors) = await StartAsync(folder, Ports.Take(), model: model);
        Assert.Equal(1, code);
        Assert.StartsWith($"The model file {model}/fusion.onnx is damaged or another one", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task APortThatTheSystemChooses_IsSaid()
    {
        using var folder = new TemporaryFolder();
        await using var service = Service.Start(folder.Path, "  - {name: yard, source: none.mkv}\n", ("STREAMCOLORIZER__HTTP__PORT", "0"));
        var said = new Regex(@"the page at (http://127\.0\.0\.1:[1-9]\d*)\.");
        await Tools.UntilAsync(() => Task.FromResult(said.IsMatch(service.Log)), "the address is said", () => service.Log);
        using var http = new HttpClient();
        Assert.Equal("alive\n", await http.GetStringAsync(said.Match(service.Log).Groups[1].Value + "/healthz", TestContext.Current.CancellationToken));
        Assert.Equal(0, await service.StopAsync());
    }

    private static async Task<(int Code, string Errors)> StartAsync(TemporaryFolder folder, int port, string more = "address: 127.0.0.1", string? model = null)
    {
        File.WriteAllText(
            folder.File("site.yaml"),
            string.Create(CultureInfo.InvariantCulture, $$"""
                http: {port: {{port}}, {{more}}}
                model: {{model ?? Repository.TinyBundle}}
                device: cpu
                feeds: [{name: yard, source: none.mkv}]
                """));
        var ended = await Cli.RunAsync("serve", "-c", folder.File("site.yaml"));
        return (ended.Code, ended.Errors);
    }
}
