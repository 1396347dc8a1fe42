using StreamColorizer.Core.Live;
using StreamColorizer.Media.Containers;

namespace StreamColorizer.Media.Live;

/// <summary>Codecs of cameras: their tags in NUT, and which of ffmpeg's containers hold them.</summary>
internal static class CodedFormat
{
    // Longer ones than any camera's; a header of NUT has room for 4 KiB.
    private const int LongestSetup = 2048;

    private static readonly (string Codec, uint[] Tags, string[] Containers)[] s_codecs =
    [
        ("aac", [0xFF, 0x706D], ["mp4", "matroska", "hls", "rtsp"]),
        ("mp2", [0x50], ["mp4", "matroska", "hls", "rtsp"]),
        ("mp3", [0x55], ["mp4", "matroska", "hls", "rtsp"]),
        ("opus", [Tag("Opus")], ["mp4", "matroska", "rtsp"]),
        ("pcm_alaw", [0x06], ["matroska", "rtsp"]),
        ("pcm_mulaw", [0x07], ["matroska", "rtsp"]),
        ("pcm_s16be", [Tag("\u0010DSP")], ["matroska", "rtsp"]),
        ("pcm_s16le", [Tag("PSD\u0010")], ["matroska"]),
        // NUT does not tell its bits per sample, without which nobody can decode it.
        ("adpcm_g726", [0x45], []),
        ("h264", [Tag("H264")], ["mp4", "matroska", "hls", "rtsp"]),
        ("hevc", [Tag("HEVC")], ["mp4", "matroska", "hls", "rtsp"]),
        ("mpeg4", [Tag("mp4v"), Tag("MP4V"), Tag("XVID"), Tag("FMP4")], ["mp4", "matroska", "rtsp"]),
        ("mjpeg", [Tag("MJPG")], ["mp4", "matroska"]),
    ];

    /// <summary>The stream as the live side knows it; null if it cannot be carried.</summary>
    public static CodedStream? Describe(NutStream stream) => stream.Setup.Count > LongestSetup ? null
        : new CodedStream(
            stream.IsVideo ? CodedKind.Original : CodedKind.Sound, NameOf(stream.FourCc), stream.FourCc, stream.TimeBase, stream.Setup)
        {
            SampleRate = stream.SampleRate,
            Channels = stream.Channels,
            Width = stream.Width,
            Height = stream.Height,
            DecodeDelay = stream.DecodeDelay,
        };

    /// <summary>The stream as NUT declares it.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="id">Its number in the file.</param>
    public static NutStream Declare(CodedStream stream, int id) =>
        new(id, stream.Kind == CodedKind.Original, stream.Tag, stream.TimeBase, stream.Width, stream.Height)
        {
            SampleRate = stream.SampleRate,
            Channels = stream.Channels,
            DecodeDelay = stream.DecodeDelay,
            Setup = stream.Setup,
        };

    /// <summary>True if the container holds the stream's codec.</summary>
    /// <param name="container">ffmpeg's name of the container.</param>
    /// <param name="stream">The stream.</param>
    public static bool Holds(string container, CodedStream stream) =>
        s_codecs.Any(known => known.Codec == stream.Codec && known.Containers.Contains(container));

    private static string NameOf(uint tag) => s_codecs.FirstOrDefault(known => known.Tags.Contains(tag)).Codec ?? "";

    private static uint Tag(string letters) => letters[0] | (uint)letters[1] << 8 | (uint)letters[2] << 16 | (uint)letters[3] << 24;
}
