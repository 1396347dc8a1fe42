using Microsoft.ML.OnnxRuntime;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>Session options of each device, and the sentence when a session does not open.</summary>
internal static class DeviceSession
{
    /// <summary>Options that the caller disposes.</summary>
    /// <exception cref="ColorizerException">The device's parts are missing.</exception>
    public static SessionOptions Options(DeviceChoice device, int? threads)
    {
        var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        try
        {
            // Spinning threads take CPU from the decoder and the encoder and give nothing back.
            options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
            options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
            // The decoder and the encoder need as much; a single thread waits for no other, and never spins for one.
            options.IntraOpNumThreads = threads ?? Math.Max(1, Environment.ProcessorCount / 2);
            if (device.Kind == DeviceKind.WebGpu)
                AddWebGpu(options, device);
            else if (device.Kind == DeviceKind.Cuda)
                AddCuda(options, device);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    /// <summary>The sentence for a session that did not open.</summary>
    /// <param name="device">Its device.</param>
    /// <param name="subject">What was to be opened, as a sentence begins.</param>
    /// <param name="fault">What ONNX Runtime said.</param>
    public static ColorizerException Fault(DeviceChoice device, string subject, OnnxRuntimeException fault) => device.Kind switch
    {
        DeviceKind.Cuda => CudaParts.Fault(device, fault),
        DeviceKind.WebGpu => WebGpuFault(device, fault),
        _ => new ColorizerException(
            ExitCode.Failed, $"{subject} cannot be opened by ONNX Runtime: {OnnxRuntimeLibrary.Reason(fault)}.", fault),
    };

    private static void AddWebGpu(SessionOptions options, DeviceChoice device)
    {
        if (device.Index > 0)
        {
            throw new ColorizerException(
                ExitCode.Usage,
                $"--device {device}: ONNX Runtime opens only the first Vulkan adapter; use webgpu:0 and say with VK_DRIVER_FILES "
                + "which driver comes first.");
        }

        try
        {
            options.AppendExecutionProvider("WebGPU");
        }
        catch (OnnxRuntimeException fault)
        {
            throw WebGpuFault(device, fault);
        }
    }

    private static void AddCuda(SessionOptions options, DeviceChoice device)
    {
        CudaParts.Require(OnnxRuntimeLibrary.Directory);
        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new Dictionary<string, string>
            {
                ["device_id"] = $"{device.Index}",
                ["arena_extend_strategy"] = "kSameAsRequested",
                ["cudnn_conv_algo_search"] = "HEURISTIC",
            });
            options.AppendExecutionProvider_CUDA(cuda);
        }
        catch (OnnxRuntimeException fault)
        {
            throw CudaParts.Fault(device, fault);
        }
    }

    private static ColorizerException WebGpuFault(DeviceChoice device, Exception fault) =>
        fault.Message.Contains("adapter", StringComparison.OrdinalIgnoreCase)
            ? new ColorizerException(
                ExitCode.Failed,
                $"The device {device} does not open: no Vulkan adapter was found: install libvulkan1 and the GPU's Vulkan driver "
                + "(mesa-vulkan-drivers or NVIDIA's), or use --device cpu.",
                fault)
            : new ColorizerException(
                ExitCode.Failed, $"The device {device} does not open: {OnnxRuntimeLibrary.Reason(fault)}.", fault);
}
