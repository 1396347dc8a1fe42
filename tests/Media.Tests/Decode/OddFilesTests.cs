using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Decode;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Decode;

/// <summary>Files that go wrong in real life: each ends in its documented way, with sentences instead of stack traces.</summary>
public sealed class OddFilesTests
{
    private const string Hdr = ", and only SDR can be colored: convert it to SDR first, for instance with ffmpeg's zscale and tonemap filters.";
    private const string Whole = ": check that the file was copied whole.";

    [Theory]
    [InlineData("BA_MW_D_IDR_LOST.264", 70)]
    [InlineData("CAPAMA3_Sand_F.264", 50)]
    [InlineData("Sequence_1-Apple_ProRes_422_Proxy.mp4", 2)]
    [InlineData("_1601video.mp4", 113)]
    [InlineData("av1-1-b8-03-sizeup.mp4", 20, true)]
    [InlineData("bbb_176x144_128kbps_15fps_h263.3gp", 15)]
    [InlineData("bear-vp9-odd-dimensions.webm", 30)]
    [InlineData("cfhd_odd.mp4", 10)]
    [InlineData("girlshy.h265", 75)]
    [InlineData("h264small.mp4", 74)]
    [InlineData("interlaced_crop.mp4", 126)]
    [InlineData("matrixbench_mpeg2.lq1.mp4", 25)]
    [InlineData("mjpeg.avi", 3)]
    [InlineData("packed_bframes.avi", 15)]
    [InlineData("roadtrip-vp92-10bit.webm", 72)]
    [InlineData("sample-with-large-length.avi", 58)]
    [InlineData("sample_h262_mpeg_audio.ts", 3)]
    [InlineData("test_iibbibb_neg_ctts.mp4", 13)]
    [InlineData("video_180.mov", 3)]
    [InlineData("video_90.mov", 3)]
    [InlineData("vp80-00-comprehensive-006.mp4", 48)]
    [InlineData("vp90-2-05-resize.mp4", 10, true)]
    [InlineData("vp93-2-20-10bit-yuv444.mp4", 10)]
    [InlineData("xvid.avi", 30)]
    public async Task SoundOnesComeWhole(string name, int frames, bool scaled = false)
    {
        var (got, options) = await DecodeAsync(name);
        Assert.Equal((SourceEnd.EndOfStream, null, frames), (got.Outcome.End, got.Outcome.Sentence, got.Digests.Count));
        Assert.Equal(scaled, options.ScaleToFirstSize);
        Assert.Equal(got.Pts.Count, got.Pts.Distinct().Count());
        Assert.Equal(got.Pts.Order(), got.Pts);
    }

    [Theory]
    [InlineData("Error_I_P.264", "6 frames could be decoded")]
    [InlineData("H264_bad_decoding.264", "11 frames could be decoded")]
    [InlineData("brokensps.mp4", "79 frames could be decoded")]
    [InlineData("corrupted.mp4", "49 frames of 50 promised could be decoded")]
    [InlineData("displaymatrix.mp4", "33 frames of 708 promised could be decoded")]
    [InlineData("empty_edit_5s.mp4", "100 frames could be decoded")]
    [InlineData("loewe.mp4", "17 frames could be decoded")]
    [InlineData("mpeg2_field_encoding.mp4", "31 frames could be decoded")]
    [InlineData("ref_10.avi", "25 frames of 30 promised could be decoded")]
    [InlineData("two_first_slice.mp4", "34 frames of 221 promised could be decoded")]
    public async Task DamagedOnesGiveWhatIsThereTheSameEachTime(string name, string what)
    {
        var (got, options) = await DecodeAsync(name);
        Assert.Equal(SourceEnd.Damaged, got.Outcome.End);
        Assert.Matches(
            $"^The film '{PathOf(name)}' is damaged: {what}, with [1-9][0-9]* complaints by the decoder, the last: [^\n]*[^.]\\.$", got.Outcome.Sentence);
        var facts = await MediaProbe.ProbeAsync(PathOf(name), TestContext.Current.CancellationToken);
        var again = await Collected.FromAsync(new FfmpegFileSource(facts, options));
        Assert.Equal(got.Digests, again.Digests);
        Assert.Equal(got.Pts, again.Pts);
    }

    [Theory]
    [InlineData("amve.mp4", "The film '{0}' is HDR, HLG (arib-std-b67)" + Hdr)]
    [InlineData("dolbyVision-hdr.MOV", "The film '{0}' is HDR, HLG (arib-std-b67)" + Hdr)]
    [InlineData("dovi-p5.mp4", "The film '{0}' is HDR, Dolby Vision, profile 5" + Hdr)]
    [InlineData("hdr10tags-both.mkv", "The film '{0}' is HDR, PQ (smpte2084)" + Hdr)]
    [InlineData("bug1079747.mp4", "The file '{0}' is no video that ffmpeg can read (mov,mp4,m4a,3gp,3g2,mj2: moov atom not found): check that it is a film and was copied whole.")]
    [InlineData("new.avi", "The file '{0}' is no video that ffmpeg can read (Invalid data found when processing input): check that it is a film and was copied whole.")]
    [InlineData("invalid-bitstream.webm", "The video stream of '{0}' (vp9, 320x240) cannot be decoded, not one sound picture was found (vp9: Invalid frame marker)" + Whole)]
    [InlineData("mov-tenc-only-encrypted.mp4", "The video stream of '{0}' is encrypted and no key is known: decrypt the film first.")]
    [InlineData("sample_audio_only.mp4", "The file '{0}' has no video stream, only audio aac: there is nothing to color.")]
    public async Task HopelessOnesAreRefused(string name, string sentence)
    {
        var fault = await Assert.ThrowsAsync<ColorizerException>(() => DecodeAsync(name));
        Assert.Equal(ExitCode.Failed, fault.ExitCode);
        Assert.Equal(sentence.Replace("{0}", PathOf(name), StringComparison.Ordinal), fault.Message);
    }

    [Fact]
    public async Task AFilmWithoutASoundFrameFailsWithTheReason()
    {
        var (got, _) = await DecodeAsync("0-timescale.mp4");
        Assert.Equal(SourceEnd.Failed, got.Outcome.End);
        Assert.Equal($"Not one frame of '{PathOf("0-timescale.mp4")}' could be decoded "
            + "(mov,mp4,m4a,3gp,3g2,mj2: Invalid mdhd time scale 0, defaulting to 1)" + Whole, got.Outcome.Sentence);
    }

    [Fact]
    public async Task ALongNightIsReadInItsMiddle()
    {
        var (got, _) = await DecodeAsync("night.mp4", new DecodeOptions { From = TimeSpan.FromSeconds(60), To = TimeSpan.FromSeconds(61) });
        Assert.Equal((SourceEnd.EndOfStream, 30), (got.Outcome.End, got.Digests.Count));
        Assert.Equal(65.0, got.TimeBase.Seconds(got.Pts[0]), 0.1);
    }

    private static string PathOf(string name) => Path.Combine(TestData.Root, "odd", name);

    private static async Task<(Collected Got, DecodeOptions Options)> DecodeAsync(string name, DecodeOptions? options = null)
    {
        var facts = await MediaProbe.ProbeAsync(PathOf(name), TestContext.Current.CancellationToken);
        options ??= new DecodeOptions();
        while (true)
        {
            var source = new FfmpegFileSource(facts, options);
            var got = await Collected.FromAsync(source);
            if (source.Remedy(got.Outcome) is not { } remedy)
                return (got, options);
            options = remedy;
        }
    }
}
