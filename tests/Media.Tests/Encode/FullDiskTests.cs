using StreamColorizer.Core.Errors;

namespace Media.Tests.Encode;

public sealed class FullDiskTests
{
    // ffmpeg ends with 0 where only its last buffers find no room.
    [Theory]
    [InlineData("out.mkv", 4)]
    [InlineData("out.mkv", 40)]
    [InlineData("out.mp4", 4)]
    [InlineData("out.ts", 8)]
    public async Task AFilmThatLacksItsLastBytes_IsNoFilm(string output, int missingKilobytes)
    {
        using var folder = new TempFolder();
        SampleFilm.Make(folder, "in.ts");
        await Workshop.RemakeAsync(folder["in.ts"], folder[output]);
        var kilobytes = (new FileInfo(folder[output]).Length + 4095) / 4096 * 4 - missingKilobytes;
        File.Delete(folder[output]);

        await AssertFullAsync(folder, kilobytes, output, output);
    }

    // Else all sound would be left out, as if the container could not hold it.
    [Fact]
    public async Task AFullDiskSaysNothingOfWhatAContainerHolds()
    {
        using var folder = new TempFolder();
        SampleFilm.Make(folder, "in.ts");

        await AssertFullAsync(folder, 4, "trial.mkv", "out.mkv");
    }

    // All files lie on a disk with room, but for the one that is named.
    private static async Task AssertFullAsync(TempFolder folder, long kilobytes, string onSmallDisk, string output)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can mount a small disk.");
        Directory.CreateDirectory(folder["disk"]);
        Ffmpeg.RunTool("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", folder["disk"]);
        try
        {
            File.CreateSymbolicLink(folder[onSmallDisk], Path.Combine(folder["disk"], onSmallDisk));
            var fault = await Assert.ThrowsAsync<ColorizerException>(() => Workshop.RemakeAsync(folder["in.ts"], folder[output]));

            Assert.Equal(ExitCode.TryAgain, fault.ExitCode);
            Assert.Contains(" is full (", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            Ffmpeg.RunTool("umount", folder["disk"]);
        }
    }
}
