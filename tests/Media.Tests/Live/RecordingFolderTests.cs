using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Live;
using StreamColorizer.Media.Live;

namespace Media.Tests.Live;

public sealed class RecordingFolderTests
{
    [Fact]
    public void Sweep_DeletesWhatIsTooOld_WithItsDay_AndNothingElse()
    {
        using var folder = new TempFolder();
        var now = TimeProvider.System.GetUtcNow();
        string[] old = [Make(now.AddDays(-9), ".mp4"), Make(now.AddDays(-8), ".mkv"), Make(now.AddDays(-8), "-original.mkv")];
        string[] kept = [Make(now.AddDays(-6), ".mp4"), Make(now, ".mkv"), Make(now, ".mp4.part"), Make(now.AddDays(-9), ".txt")];
        var metrics = RecordingMetrics.For($"swept-{Guid.NewGuid():N}");
        RecordingFolder.Sweep(new SinkConfig { Kind = SinkKind.Recording, Folder = folder["."], KeepFor = TimeSpan.FromDays(7) }, metrics, TimeProvider.System);
        Assert.DoesNotContain(old, File.Exists);
        Assert.All(kept, path => Assert.True(File.Exists(path), path));
        Assert.False(Directory.Exists(Path.GetDirectoryName(old[1])), "an empty day goes too");

        string Make(DateTimeOffset begun, string ending)
        {
            var path = Path.Combine(folder["."], $"{begun:yyyy-MM-dd}", $"{begun:HH-mm-ss}{ending}");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, new byte[100]);
            return path;
        }
    }

    [Fact]
    public void Recover_FinishesRecordingsAlone_AndLosesNone()
    {
        using var folder = new TempFolder();
        string[] left = ["2026-11-21/10-00-00.mp4.part", "2026-11-21/10-10-00-original.mkv.part", "2026-11-21/10-20-00.mp4.part", "2026-11-21/10-20-00.mp4"];
        // Another camera's recording in a folder within this one, and what was never a recording.
        string[] others = ["hall/2026-11-21/10-00-00.mp4.part", "2026-11-21/film.mp4.part", "2026-11-21/10-30-00.zip.part", "lost+found/x.part", "x.mp4.part"];
        foreach (var name in left.Concat(others))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder[name])!);
            File.WriteAllText(folder[name], name);
        }

        RecordingFolder.Recover(folder["."]);
        Assert.All(others, name => Assert.Equal(name, File.ReadAllText(folder[name])));
        Assert.Equal(left[0], File.ReadAllText(folder["2026-11-21/10-00-00.mp4"]));
        Assert.Equal(left[1], File.ReadAllText(folder["2026-11-21/10-10-00-original.mkv"]));
        Assert.Equal(left[2], File.ReadAllText(folder["2026-11-21/10-20-00-2.mp4"]));
        Assert.Equal(left[3], File.ReadAllText(folder["2026-11-21/10-20-00.mp4"]));
        Assert.DoesNotContain(left[..3], name => File.Exists(folder[name]));
    }
}
