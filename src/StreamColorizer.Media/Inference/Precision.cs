namespace StreamColorizer.Media.Inference;

/// <summary>Arithmetic of a graph. Its inputs and outputs are float32 in every case.</summary>
public enum Precision
{
    /// <summary>32-bit floating point.</summary>
    Fp32,

    /// <summary>16-bit floating point: GPUs.</summary>
    Fp16,

    /// <summary>8-bit integers where it matters: CPUs.</summary>
    Int8,
}
