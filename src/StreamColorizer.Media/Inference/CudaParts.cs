using System.Text.RegularExpressions;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>The files that CUDA needs beside ONNX Runtime, and what to say when one is missing.</summary>
internal static partial class CudaParts
{
    private static readonly string[] Providers = ["libonnxruntime_providers_shared.so", "libonnxruntime_providers_cuda.so"];

    /// <summary>True if ONNX Runtime's CUDA provider lies beside its core.</summary>
    public static bool Installed => FirstMissing(OnnxRuntimeLibrary.Directory) is null;

    /// <summary>Refuses where the provider is not installed.</summary>
    /// <param name="directory">Where ONNX Runtime's core lies.</param>
    /// <exception cref="ColorizerException">Names the missing file.</exception>
    public static void Require(string directory)
    {
        if (FirstMissing(directory) is { } missing)
        {
            throw new ColorizerException(
                ExitCode.Failed,
                $"--device cuda needs {missing}, which is not in {directory}: install it with ./run.sh --with-cuda.");
        }
    }

    /// <summary>The sentence for a CUDA session that did not open.</summary>
    public static ColorizerException Fault(DeviceChoice device, Exception fault)
    {
        var library = MissingLibrary().Match(fault.Message);
        if (library.Success)
        {
            return new ColorizerException(
                ExitCode.Failed,
                $"The device {device} does not open: the CUDA provider in {OnnxRuntimeLibrary.Directory} needs {library.Groups[1].Value}, "
                + "which the dynamic linker does not find: install NVIDIA's driver, CUDA 13 and cuDNN 9, "
                + "and put their folders into /etc/ld.so.conf.d or LD_LIBRARY_PATH.",
                fault);
        }

        return new ColorizerException(
            ExitCode.Failed, $"The device {device} does not open: {OnnxRuntimeLibrary.Reason(fault)}.", fault);
    }

    private static string? FirstMissing(string directory) =>
        Array.Find(Providers, name => !File.Exists(Path.Combine(directory, name)));

    [GeneratedRegex(@"(lib[\w.+-]+\.so[\d.]*): cannot open shared object file")]
    private static partial Regex MissingLibrary();
}
