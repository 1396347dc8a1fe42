namespace StreamColorizer.Media.Inference;

/// <summary>How a network is opened.</summary>
public sealed record NetworkOptions
{
    /// <summary>What it runs on. Default: the fastest that opens.</summary>
    public DeviceChoice Device { get; init; } = new(DeviceKind.Auto);

    /// <summary>Threads of a CPU's graph, 1 to 256. Default: one for every two processors.</summary>
    public int? Threads { get; init; }

    /// <summary>Batches that a CPU's graph takes at once, on a thread of each caller's beside its own. Default: 1.</summary>
    public int Lanes { get; init; } = 1;

    /// <summary>
    /// True: batches are padded to 1, 2, 4, 8, … pictures, so that a device that prepares itself for each size anew
    /// does so for a few only. Default: on CUDA, whose search for convolutions costs most.
    /// </summary>
    public bool? FixedBatches { get; init; }

    /// <summary>Precision of the fusion graph. Default: the bundle's on a CPU, float16 on a GPU where the bundle has it.</summary>
    public Precision? Precision { get; init; }
}
