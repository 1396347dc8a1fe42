namespace StreamColorizer.Core.Color;

/// <summary>
/// Which code values stand for black, white and neutral chroma (BT.601 2.5.3, BT.709 4.6, H.273 8.3).
/// Limited range is the 8-bit one shifted up; full range spans 0 to 2^depth − 1.
/// </summary>
/// <param name="Black">Luma code of black.</param>
/// <param name="LumaSpan">Code values from black to white.</param>
/// <param name="Neutral">Chroma code of gray.</param>
/// <param name="ChromaSpan">Code values from the lowest to the highest chroma.</param>
/// <param name="Maximum">Largest code value.</param>
public readonly record struct SampleRange(int Black, int LumaSpan, int Neutral, int ChromaSpan, int Maximum)
{
    /// <summary>The range of a stream.</summary>
    /// <param name="fullRange">As declared by the stream.</param>
    /// <param name="bitDepth">8 to 16.</param>
    public static SampleRange Of(bool fullRange, int bitDepth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bitDepth, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bitDepth, 16);
        var maximum = (1 << bitDepth) - 1;
        var neutral = 1 << (bitDepth - 1);
        var shift = bitDepth - 8;
        return fullRange
            ? new SampleRange(0, maximum, neutral, maximum, maximum)
            : new SampleRange(16 << shift, 219 << shift, neutral, 224 << shift, maximum);
    }
}
