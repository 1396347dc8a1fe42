namespace StreamColorizer.Media.Inference;

/// <summary>What a network runs on.</summary>
public enum DeviceKind
{
    /// <summary>The fastest that opens.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>A GPU through WebGPU on Vulkan.</summary>
    WebGpu,

    /// <summary>An NVIDIA GPU through CUDA.</summary>
    Cuda,
}
