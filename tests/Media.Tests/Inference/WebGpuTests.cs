using System.Diagnostics;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;

namespace Media.Tests.Inference;

/// <summary>
/// The WebGPU device on a Vulkan driver that needs no GPU. The driver is named by environment variables that must be
/// there when the process starts, so each test runs once more in a child that has them.
/// </summary>
public class WebGpuTests
{
    private const string DriverVariable = "VK_DRIVER_FILES";

    private static readonly string Driver = Path.Combine(TinyBundle.RepositoryRoot, ".deps", "vulkan");

    [Fact]
    public async Task WebGpuAnswersLikeTheCpu()
    {
        if (await RanInChild(nameof(WebGpuAnswersLikeTheCpu), Path.Combine(Driver, "lvp_icd.json")))
            return;
        using var gpu = OnnxColorNetwork.Open(
            Bundle.Read(TinyBundle.Original), new NetworkOptions { Device = DeviceChoice.Parse("webgpu"), Precision = Precision.Fp32 });
        using var cpu = TinyBundle.OpenOnCpu();
        Assert.Equal("webgpu:0 was asked for.", gpu.Device.Sentence);
        foreach (var golden in TinyBundle.Golden())
        {
            var (lightness, shape) = golden["lightness"];
            var picture = golden["globalLightness"].Values.AsMemory(0, 80 * 80);
            var answers = new List<float[]>();
            foreach (var network in new[] { cpu, gpu })
            {
                var embeddings = new float[shape[0] * 16];
                for (var i = 0; i < shape[0]; i++)
                    network.Embed(picture, embeddings.AsMemory(16 * i, 16));
                var ab = new float[golden["ab"].Values.Length];
                network.Colorize(shape[0], shape[2], shape[3], lightness, embeddings, ab);
                answers.Add(ab);
            }

            for (var i = 0; i < answers[0].Length; i++)
                Assert.Equal(answers[0][i], answers[1][i], 0.05f);
        }
    }

    [Fact]
    public async Task WithoutAnAdapterTheSentenceSaysWhatToInstall()
    {
        if (await RanInChild(nameof(WithoutAnAdapterTheSentenceSaysWhatToInstall), "/nowhere.json"))
            return;
        var fault = Assert.Throws<ColorizerException>(() => OnnxColorNetwork.Open(
            Bundle.Read(TinyBundle.Original), new NetworkOptions { Device = DeviceChoice.Parse("webgpu:0") }));

        Assert.Equal(
            "The device webgpu:0 does not open: no Vulkan adapter was found: install libvulkan1 and the GPU's Vulkan driver "
            + "(mesa-vulkan-drivers or NVIDIA's), or use --device cpu.",
            fault.Message);
    }

    private static async Task<bool> RanInChild(string method, string driver)
    {
        if (Environment.GetEnvironmentVariable(DriverVariable) == driver)
            return false;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-method", $"*.{method}"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[DriverVariable] = driver;
        start.Environment["LD_LIBRARY_PATH"] = Driver;
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0 && !output.Contains("Total: 0,"), output);
        Assert.DoesNotContain("Warning", await errors, StringComparison.Ordinal);
        return true;
    }
}
