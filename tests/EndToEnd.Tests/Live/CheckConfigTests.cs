using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Live;

public sealed class CheckConfigTests
{
    [Fact]
    public async Task WhatTheMachineLacks_IsToldAtOnce_AndNothingIsStarted()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("site.yaml");
        File.WriteAllText(path, """
            model: nowhere
            http: {certificate: gone.pem}
            feeds: [{name: yard, source: clip.mp4, reference: mood.png}]
            """);
        foreach (var command in (string[][])[["check-config", path], ["serve", "-c", path]])
        {
            var ended = await Cli.RunAsync(command);
            Assert.Equal(2, ended.Code);
            Assert.Contains($"{path}: http.certificate: The certificate 'gone.pem' cannot be used", ended.Errors);
            Assert.Contains($"{path}: model: There is no model \"nowhere\"", ended.Errors);
            Assert.Contains($"{path}: feed yard: reference is 'mood.png', and there is no such file", ended.Errors);
            Assert.StartsWith($"{path} has 3 faults", ended.LastError);
        }
    }
}
