using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;

namespace Core.Tests.Film;

internal static class SampleReport
{
    public static FilmReport Make(string name) => new()
    {
        Program = "StreamColorizer 0.1.0",
        Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Input = new FileRecord($"films/{name}.mkv", 1_234_567, new string('a', 64), Facts(name)),
        Output = new FileRecord($"films/{name}.color.mkv", 2_345_678, new string('b', 64), Facts(name)),
        Model = new ModelRecord("fusion-s", "1.0.0", "Trained for this project.", "MIT", new Dictionary<string, string>
        {
            ["global.onnx"] = new string('c', 64),
            ["fusion.onnx"] = new string('d', 64),
        }),
        Device = "cpu",
        DeviceReason = "no GPU was found",
        Decoder = "ffmpeg",
        Options = new Dictionary<string, string> { ["codec"] = "x264", ["crf"] = "18", ["size"] = "144" },
        FramesIn = 1503,
        FramesOut = 1503,
        Segments = 8,
        SegmentsResumed = 2,
        Cuts = 5,
        Scenes = 4,
        EmbeddingRequests = 1100,
        EmbeddingHits = 1096,
        LumaIdentical = true,
        LumaReason = "The MD5 of every luma plane was the same where it was decoded and where it entered the encoder.",
        LumaDigestIn = new string('e', 32),
        LumaDigestOut = new string('e', 32),
        FramesPerSecond = 31.4,
        TotalSeconds = 52.3,
        Seconds = new Dictionary<string, double> { ["planning"] = 4.1, ["coloring"] = 47.9, ["joining"] = 0.3 },
        Stages = [new StageRecord("scenes", 2, 40, 5, 0.05), new StageRecord("colorizer", 41, 3, 3, 0.87)],
        PeakMemoryBytes = 312_000_000,
        Warnings = ["The file does not say its matrix: BT.601 was assumed."],
    };

    private static MediaFacts Facts(string name) => new()
    {
        Path = $"films/{name}.mkv",
        Container = "matroska,webm",
        Bytes = 1_234_567,
        DurationSeconds = 60.1,
        Video = new VideoFacts
        {
            StreamIndex = 0,
            Codec = "h264",
            Width = 640,
            Height = 360,
            PixelFormat = "yuv420p",
            BitDepth = 8,
            Chroma = ChromaSampling.Yuv420,
            HasLuma = true,
            FieldOrder = "progressive",
            TimeBase = new TimeBase(1, 1000),
            Color = new ColorDescription(ColorMatrix.Bt601, false, ChromaSiting.Left),
            ColorGuessed = true,
        },
        Streams = [new StreamFacts(1, StreamKind.Audio, "aac", "eng", null, null, true, false)],
    };
}
