using System.Text.RegularExpressions;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Deploy;

/// <summary>What can be said of images and compose file where no Docker is: that what they name is there.</summary>
public sealed class ContainerTests
{
    private static readonly string s_deploy = Path.Combine(Repository.Root, "deploy");

    [Fact]
    public void WhatTheComposeFileMounts_IsThere()
    {
        var compose = File.ReadAllText(Path.Combine(s_deploy, "compose.yaml"));
        var mounts = Regex.Matches(compose, @"[\s""](\.\.?/[^:\s""]+):/").Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(4, mounts.Length);
        Assert.All(mounts, place => Assert.True(Path.Exists(Path.Combine(s_deploy, place)), $"{place} is not there."));
    }

    [Theory]
    [InlineData("Dockerfile")]
    [InlineData("Dockerfile.cuda")]
    public void WhatAnImageCopies_IsThere_AndItsUserMayWriteWhatIsMounted(string name)
    {
        var steps = File.ReadAllText(Path.Combine(s_deploy, name));
        var copied = Regex.Matches(steps, @"^COPY ([\w./]+) ", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(["deploy/setup.sh", ".", "deploy/setup.sh"], copied);
        Assert.All(copied, place => Assert.True(Path.Exists(Path.Combine(Repository.Root, place)), $"{place} is not there."));

        var user = Regex.Match(steps, @"^USER (\d+):(\d+)$", RegexOptions.Multiline).Groups;
        var volume = Regex.Match(File.ReadAllText(Path.Combine(s_deploy, "compose.yaml")), @"""recordings:([^:""]+)").Groups[1].Value;
        Assert.Contains($"RUN install -d -o {user[1].Value} -g {user[2].Value} {volume}\n", steps);
    }

    [Fact]
    public void WhatIsNotForTheImage_StaysOutOfIt()
    {
        var left = File.ReadAllLines(Path.Combine(Repository.Root, ".dockerignore"));
        foreach (var folder in (string[])[".git", ".deps", "**/bin", "**/obj"])
            Assert.Contains(folder, left);
    }
}
