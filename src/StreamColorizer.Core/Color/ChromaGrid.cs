using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Color;

/// <summary>
/// Where chroma samples sit in the picture (H.273, ChromaLocType). Positions are in luma samples from the picture's
/// edge, so the first luma sample is centered on 0.5.
/// </summary>
internal readonly struct ChromaGrid(PlaneLayout layout, ChromaSiting siting)
{
    /// <summary>Luma samples from one chroma sample to the next along a row.</summary>
    public int StepX { get; } = layout.Chroma == ChromaSampling.Yuv444 ? 1 : 2;

    /// <summary>Luma rows from one chroma row to the next.</summary>
    public int StepY { get; } = layout.Chroma == ChromaSampling.Yuv420 ? 2 : 1;

    /// <summary>The chroma sample lies on a luma sample of its row, not between two.</summary>
    public bool OnSampleX => StepX == 1 || siting != ChromaSiting.Center;

    /// <summary>The chroma sample lies on a luma row, not between two.</summary>
    public bool OnSampleY => StepY == 1 || siting == ChromaSiting.TopLeft;

    /// <summary>Horizontal position of a chroma sample.</summary>
    public double PositionX(int chromaX) => chromaX * StepX + (OnSampleX ? 0.5 : 1);

    /// <summary>Vertical position of a chroma row.</summary>
    public double PositionY(int chromaY) => chromaY * StepY + (OnSampleY ? 0.5 : 1);
}
