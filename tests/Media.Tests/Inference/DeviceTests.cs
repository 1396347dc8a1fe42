using System.Diagnostics;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;

namespace Media.Tests.Inference;

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
    public async Task CudaWithoutNvidiasLibrariesNamesTheFirstOneMissing()
    {
        Assert.SkipWhen(CudaParts.Installed, "The CUDA provider is installed here.");
        // Libraries without content: the provider's one asks the linker for cuBLAS, as the real one does.
        var scratch = Directory.CreateTempSubdirectory("cuda-").FullName;
        var (shared, provider) = (
            Path.Combine(OnnxRuntimeLibrary.Directory, "libonnxruntime_providers_shared.so"),
            Path.Combine(OnnxRuntimeLibrary.Directory, "libonnxruntime_providers_cuda.so"));
        try
        {
            var source = Path.Combine(scratch, "host.cpp");
            var blas = Path.Combine(scratch, "libcublasLt.so.13");
            File.WriteAllText(source, "extern \"C\" void Provider_SetHost(void *) {}\n");
            await CompileAsync(source, "-o", shared);
            await CompileAsync(source, "-Wl,-soname,libcublasLt.so.13", "-o", blas);
            await CompileAsync(source, "-Wl,--no-as-needed", blas, "-o", provider);
            File.Delete(blas);

            var fault = Assert.Throws<ColorizerException>(() => OnnxColorNetwork.Open(
                Bundle.Read(TinyBundle.Original), new NetworkOptions { Device = new(DeviceKind.Cuda) }));

            Assert.Equal(
                $"The device cuda:0 does not open: the CUDA provider in {OnnxRuntimeLibrary.Directory} needs libcublasLt.so.13, "
                + "which the dynamic linker does not find: install NVIDIA's driver, CUDA 13 and cuDNN 9, "
                + "and put their folders into /etc/ld.so.conf.d or LD_LIBRARY_PATH.",
                fault.Message);

            using var network = OnnxColorNetwork.Open(Bundle.Read(TinyBundle.Original), new NetworkOptions());
            Assert.StartsWith(
                "auto chose cpu: cuda:0 does not open (the CUDA provider in ", network.Device.Sentence);
        }
        finally
        {
            File.Delete(shared);
            File.Delete(provider);
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task CompileAsync(string source, params string[] arguments)
    {
        using var compiler = Process.Start("g++", ["-shared", "-fPIC", source, .. arguments]);
        await compiler.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, compiler.ExitCode);
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
