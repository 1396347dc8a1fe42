using StreamColorizer.Core.Film;
using StreamColorizer.Media.Probe;

namespace Media.Tests.Probe;

public sealed class ToneProbeTests
{
    private const string Sepia = "colorchannelmixer=.393:.769:.189:0:.349:.686:.168:0:.272:.534:.131";

    [Theory]
    [InlineData("hue=s=0", Tone.Gray)]
    [InlineData("hue=s=0,noise=alls=6:allf=t,format=yuv420p,lutyuv=u=val+1:v=val-1", Tone.Gray)]
    [InlineData("hue=s=0,format=gbrp," + Sepia, Tone.Tinted)]
    [InlineData("hue=s=0,format=yuv420p,lutyuv=u=150:v=110", Tone.Tinted)]
    [InlineData("null", Tone.Color)]
    [InlineData("hue=s='between(t,0.7,1.3)'", Tone.Color)]
    public async Task AFilmIsGrayTintedOrInColor(string filter, Tone expected)
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=320x240:r=25:d=2", "-vf", filter + ",format=yuv420p", "-c:v", "libx264", "-crf", "23", folder["in.mkv"]);
        var facts = await MediaProbe.ProbeAsync(folder["in.mkv"], TestContext.Current.CancellationToken);
        Assert.Equal(expected, await ToneProbe.ProbeAsync(facts, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AFilmOfOnePictureIsLookedAt()
    {
        using var folder = new TempFolder();
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=320x240", "-frames:v", "1", folder["in.png"]);
        var facts = await MediaProbe.ProbeAsync(folder["in.png"], TestContext.Current.CancellationToken);
        Assert.Equal(Tone.Color, await ToneProbe.ProbeAsync(facts, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ALongFilmIsLookedAtInItsKeyFramesAllOverIt()
    {
        using var folder = new TempFolder();
        // Gray for its first half; a key frame each 3 s.
        Ffmpeg.Run("-f", "lavfi", "-i", "testsrc2=s=160x120:r=2:d=36", "-vf", "hue=s='gte(t,18)',format=yuv420p", "-c:v", "libx264",
            "-g", "6", folder["in.mkv"]);
        var facts = await MediaProbe.ProbeAsync(folder["in.mkv"], TestContext.Current.CancellationToken);
        Assert.Equal(Tone.Color, await ToneProbe.ProbeAsync(facts, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("clips", Tone.Color)]
    [InlineData("film", Tone.Gray)]
    public async Task RealFilmsAreWhatTheyAre(string folder, Tone expected)
    {
        var wrong = new List<string>();
        foreach (var path in Directory.GetFiles(Path.Combine(TestData.Root, folder)))
        {
            var facts = await MediaProbe.ProbeAsync(path, TestContext.Current.CancellationToken);
            var tone = await ToneProbe.ProbeAsync(facts, TestContext.Current.CancellationToken);
            // A dark yard at night has hardly any color: there either answer would do.
            if (tone != expected && !path.EndsWith("night-yard.mp4", StringComparison.Ordinal))
                wrong.Add($"{Path.GetFileName(path)}: {tone}");
        }

        Assert.Empty(wrong);
    }
}
