using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.CommandLine;

public class ModelsAndDoctorTests
{
    [Fact]
    public async Task ModelsListsTheOneThatShipsWithOriginLicenseAndFigures()
    {
        var ended = await Cli.RunAsync("models");

        Assert.Equal(0, ended.Code);
        foreach (var word in new[] { "fusion-s", "(used when no other is named)", "origin", "license", "trained on", "dB nearer to true colors than gray is", "saturation 1.47" })
            Assert.Contains(word, ended.Output);
    }

    [Fact]
    public async Task ModelsChecksAndOpensOne()
    {
        var ended = await Cli.RunAsync("models", "--model", Repository.TinyBundle, "--device", "cpu");

        Assert.Equal(0, ended.Code);
        Assert.Contains("All files are those that model.yaml promises. cpu was asked for.", ended.Output);
    }

    [Fact]
    public async Task ModelsRefusesADamagedOne()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Repository.TinyBundle))
            File.Copy(file, folder.File(Path.GetFileName(file)));
        // A precision that the CPU does not use: only the check looks at it.
        await File.AppendAllTextAsync(folder.File("fusion.fp16.onnx"), "x", TestContext.Current.CancellationToken);

        var ended = await Cli.RunAsync("models", "--model", folder.Path, "--device", "cpu");

        Assert.Equal(1, ended.Code);
        Assert.StartsWith($"The model file {folder.File("fusion.fp16.onnx")} is damaged or another one: ", ended.LastError);
    }

    [Fact]
    public async Task AnUnknownModelIsRefusedByNameWithThoseThatAreThere()
    {
        var ended = await Cli.RunAsync("models", "--model", "kodachrome");

        Assert.Equal(2, ended.Code);
        Assert.StartsWith("There is no model \"kodachrome\" in ", ended.LastError);
        Assert.Contains("known are fusion-s", ended.LastError);
    }

    [Fact]
    public async Task DoctorFindsWhatColoringNeeds()
    {
        var ended = await Cli.RunAsync("doctor");

        Assert.True(ended.Code == 0, ended.Output);
        foreach (var part in new[] { "ffmpeg", "ffprobe", "codec x264", "OpenCV", "ONNX Runtime", "default model", "device cpu" })
            Assert.Matches($@"(?m)^found +{part} ", ended.Output);
        Assert.EndsWith("Everything that coloring needs is here.\n", ended.Output);
        Assert.DoesNotContain(" \n", ended.Output);
    }
}
