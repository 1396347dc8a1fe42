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
}
