using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Media.Tests.Inference;

public class DeviceTests
{
    [Theory]
    [InlineData("auto", DeviceKind.Auto, 0)]
    [InlineData("cpu", DeviceKind.Cpu, 0)]
    [InlineData("webgpu", DeviceKind.WebGpu, 0)]
    [InlineData("cuda:3", DeviceKind.Cuda, 3)]
    public void NamesOfDevicesAreRead(string text, DeviceKind kind, int index) =>
        Assert.Equal(new DeviceChoice(kind, index), DeviceChoice.Parse(text));

    [Theory]
    [InlineData("gpu")]
    [InlineData("cpu:1")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:99999999999")]
    public void OtherNamesAreRefused(string text)
    {
        var fault = Assert.Throws<ColorizerException>(() => DeviceChoice.Parse(text));

        Assert.Equal(ExitCode.Usage, fault.ExitCode);
        Assert.Equal($"--device is \"{text}\", but takes auto, cpu, webgpu, webgpu:N, cuda or cuda:N.", fault.Message);
    }

    [Fact]
    public void AutoSaysWhatItChoseAndWhy()
    {
        Assert.SkipWhen(GpuPresence.Any || CudaParts.Installed, "This machine has a GPU or the CUDA provider.");
        using var network = OnnxColorNetwork.Open(Bundle.Read(TinyBundle.Original), new NetworkOptions());

        Assert.Equal(new DeviceChoice(DeviceKind.Cpu), network.Device.Device);
        Assert.Equal(
            "auto chose cpu: the CUDA provider is not installed, and no GPU shows under /dev/dri.", network.Device.Sentence);
    }

    [Fact]
    public void CudaWithoutItsProviderNamesTheFileTheFolderAndTheRemedy()
    {
        Assert.SkipWhen(CudaParts.Installed, "The CUDA provider is installed here.");
        var fault = Assert.Throws<ColorizerException>(() => OnnxColorNetwork.Open(
            Bundle.Read(TinyBundle.Original), new NetworkOptions { Device = new(DeviceKind.Cuda) }));

        Assert.Equal(
            $"--device cuda needs libonnxruntime_providers_shared.so, which is not in {OnnxRuntimeLibrary.Directory}: "
            + "install it with ./run.sh --with-cuda.",
            fault.Message);
    }

    [Fact]
    public void ASecondWebGpuAdapterIsRefused()
    {
        var fault = Assert.Throws<ColorizerException>(() => OnnxColorNetwork.Open(
            Bundle.Read(TinyBundle.Original), new NetworkOptions { Device = new(DeviceKind.WebGpu, 1) }));

        Assert.Equal(
            "--device webgpu:1: ONNX Runtime opens only the first Vulkan adapter; use webgpu:0 and say with VK_DRIVER_FILES "
            + "which driver comes first.",
            fault.Message);
    }
}
