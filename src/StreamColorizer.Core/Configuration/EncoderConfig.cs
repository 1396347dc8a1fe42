namespace StreamColorizer.Core.Configuration;

/// <summary>How a feed is encoded (H.264).</summary>
/// <param name="Preset">x264's speed: faster costs bits, slower costs processor time.</param>
/// <param name="Quality">Constant rate factor, 0 (largest) to 51 (worst).</param>
/// <param name="KeyInterval">Time between key frames: the longest wait of a new viewer, and the length of HLS parts.</param>
public sealed record EncoderConfig(EncoderPreset Preset, int Quality, TimeSpan KeyInterval)
{
    internal static EncoderConfig Read(ConfigMap map)
    {
        var config = new EncoderConfig(
            map.Choice("preset", EncoderPreset.Superfast),
            map.Whole("quality", 23, 0, 51),
            map.Duration("keyInterval", TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30)));
        map.Done();
        return config;
    }
}

/// <summary>x264's presets that keep up with feeds.</summary>
public enum EncoderPreset
{
    /// <summary>Fastest, largest.</summary>
    Ultrafast,

    /// <summary>Fast, large.</summary>
    Superfast,

    /// <summary>A little slower.</summary>
    Veryfast,

    /// <summary>Slower, smaller.</summary>
    Faster,

    /// <summary>Slower still.</summary>
    Fast,

    /// <summary>x264's own default.</summary>
    Medium,
}
