using System.Collections;
using StreamColorizer.Core.Configuration;

namespace Core.Tests.Configuration;

public sealed class ConfigFileTests
{
    private const string Least = """
        feeds:
          - name: yard
            source: rtsp://cam/s
        """;

    [Fact]
    public void Least_IsEnough()
    {
        var config = Good(Least);
        Assert.Equal(9464, config.Http.Port);
        Assert.Equal(TimeSpan.FromSeconds(10), Assert.Single(config.Feeds).StallTimeout);
    }

    [Fact]
    public void AllFaults_AreToldAtOnce_WithLineValueRangeAndCure()
    {
        var faults = Faults("""
            http:
              port: 99999
            batchAge: 2
            stalTimeout: 3s
            feeds:
              - name: Yard!
                source: ftp://cam/s
                stallTimeout: 20ms
                stalltimout: 20s
                mark: maybe
                encoder: fast
              - name: hall
                sinks:
                  - type: tape
                  - type: hls
            """);
        Assert.Equal(
            [
                "line 2: http.port is 99999; it must be from 0 to 65535: choose a value in between, or leave the key out for 9464.",
                "line 3: batchAge is '2'; it must be a time with its unit, such as 500ms, 10s, 5m, 2h or 7d, from 0 to 35ms (default 0).",
                "line 4: stalTimeout is not a key of this program; known here: http, model, device, threads, batch, batchAge, maxOpening, maxAbandonedReads, graceTime, feeds.",
                "line 6: feeds[0].name is 'Yard!'; it must be 1 to 63 of a-z, 0-9, - and _, and begin with a letter or digit.",
                "line 7: feeds[0].source is 'ftp://cam/s'; its scheme must be one of rtsp, rtsps, http, https, or it is the path of a file or camera device.",
                "line 8: feeds[0].stallTimeout is 20ms; it must be from 1s to 10m: choose a value in between, or leave the key out for 10s.",
                "line 9: feeds[0].stalltimout is not a key of this program; did you mean 'stallTimeout'?",
                "line 10: feeds[0].mark is 'maybe'; it must be one of on, off, true, false.",
                "line 11: feeds[0].encoder must be a list of 'key: value' lines.",
                "line 12: feeds[1].source is missing: an address such as rtsp://camera/stream, a camera such as /dev/video0, or a file.",
                "line 14: feeds[1].sinks[0].type is 'tape'; it must be one of rtsp, hls, recording.",
                "line 14: feeds[1].sinks[0].folder is missing: where recordings are written.",
                "line 15: feeds[1].sinks[1].folder is missing: where the playlist is written.",
            ],
            faults);
    }

    [Fact]
    public void ADecoderThatCannotReadTheSource_IsAFault()
    {
        const string camera = "feeds: [{name: yard, source: /dev/video0";
        Assert.True(Good(camera + "}]").Feeds[0].IsDevice);
        Assert.Contains("feeds[0].decoder is ffmpeg, but '/dev/video0' is a camera device", Assert.Single(Faults(camera + ", decoder: ffmpeg}]")));
        Assert.Contains("feeds[0].transport is udp, but decoder is opencv", Assert.Single(Faults(Least + "\n    decoder: opencv\n    transport: udp")));
        Assert.Contains(
            "feeds[0].sinks: original is on, but OpenCV reads this source", Assert.Single(Faults(camera + ", sinks: [{type: hls, folder: out, original: on}]}]")));
        Assert.Contains("feeds[0].loop is on, but the source '/dev/video0' is not a file", Assert.Single(Faults(camera + ", loop: on}]")));
    }

    [Theory]
    [InlineData("feeds: [\n", "line ")]
    [InlineData("feeds:\n  - name: a\n   source: b\n", "line 3")]
    [InlineData("model: a\nmodel: b\n", "line 2")]
    [InlineData("- a\n", "The file must be a list of 'key: value' lines")]
    [InlineData("", "feeds has no feed")]
    [InlineData("? [a, b]\n: c\n", "line 1: The file has a list or map in place of a key")]
    [InlineData("feeds: []\n---\nmodel: a\n", "line 2: A second document begins here")]
    [InlineData("model: &m a\nfeeds:\n  - model: *m\n", "line 3: The alias '*m' is not taken here")]
    [InlineData("model: \"a\\0b\"\n", "line 1: model holds a line break or another character that cannot be printed")]
    [InlineData("feeds:\n  - source: \"rtsp://cam\\nfile x\"\n", "line 2: feeds[0].source holds a line break")]
    [InlineData("feeds: &f [*f]\n", "line 1: The alias '*f' is not taken here")]
    public void BrokenFiles_AreFaultsWithALine(string yaml, string expected) =>
        Assert.Contains(Faults(yaml), fault => fault.Contains(expected));

    [Fact]
    public void WhatIsThereAndWrong_IsNotMissingToo() =>
        Assert.Contains("feeds[0].source must be a single value", Assert.Single(Faults("feeds: [{name: yard, source: [a, b]}]")));

    [Fact]
    public void WhatIsNestedTooDeep_IsAFault_AndCostsNoStack()
    {
        Assert.Contains("line 2: Brackets or indentation are more than 16 levels deep", Assert.Single(Faults($"model: a\nfeeds: {new string('[', 100_000)}")));
        Assert.Contains("must be a single value", Faults($"model: {new string('[', 15)}{new string(']', 15)}")[0]);
    }

    [Fact]
    public void TwinsAreFaults()
    {
        Assert.Contains("which another feed has", Assert.Single(Faults(Least + "\n  - name: yard\n    source: b.mkv")));
        var sinks = Faults(Least + "\n    sinks:\n      - {type: hls, folder: out}\n      - {type: recording, folder: ./out}");
        Assert.Contains("2 sinks write to", Assert.Single(sinks));
        var paths = Faults(Least + "\n    sinks:\n      - {type: rtsp, url: 'rtsp://h/a?k=1', original: on}\n      - {type: rtsp, url: 'rtsp://h/a-original?k=1'}");
        Assert.Contains("2 sinks write to 'rtsp://h/a-original?***'", Assert.Single(paths));
    }

    [Fact]
    public void OtherMachines_DemandAToken()
    {
        Assert.Contains("http.token is missing while http.address is 0.0.0.0", Assert.Single(Faults("http: {address: 0.0.0.0}\n" + Least)));
        Assert.Contains("http.token has 5 characters", Assert.Single(Faults("http: {token: short}\n" + Least)));
        Good("http: {address: 0.0.0.0, token: 0123456789abcdef}\n" + Least);
        Assert.Equal("http://[::]:9464", Good("http: {address: '::', token: 0123456789abcdef}\n" + Least).Http.ToString());
    }

    [Fact]
    public void EnvironmentOverridesAnyKey()
    {
        var config = Good(Least, new()
        {
            ["STREAMCOLORIZER__HTTP__PORT"] = "9000",
            ["STREAMCOLORIZER__BATCHAGE"] = "20ms",
            ["STREAMCOLORIZER__FEEDS__YARD__SOURCE"] = "rtsp://other/s",
            ["STREAMCOLORIZER__FEEDS__0__ENCODER__QUALITY"] = "30",
        });
        Assert.Equal(9000, config.Http.Port);
        Assert.Equal(20, config.BatchAge.TotalMilliseconds);
        Assert.Equal("rtsp://other/s", config.Feeds[0].Source.Secret);
        Assert.Equal(30, config.Feeds[0].Encoder.Quality);
    }

    [Fact]
    public void EveryKeyHasAVariable()
    {
        const string all = Least + "\n    sinks: [{type: rtsp, url: 'rtsp://h/a'}, {type: hls, folder: h}, {type: recording, folder: r}]";
        foreach (var key in ConfigKeys.All.Where(key => !ConfigKeys.All.Any(other => other.StartsWith(key + ".", StringComparison.Ordinal))))
        {
            // A value that is wrong for every key but texts; those show it.
            string[] numbers = key.StartsWith("feeds.sinks.", StringComparison.Ordinal) ? ["0", "1", "2"] : [""];
            var told = numbers.Any(number =>
            {
                var name = "STREAMCOLORIZER__" + key.Replace("feeds.sinks.", $"feeds.0.sinks.{number}.").Replace("feeds.name", "feeds.0.name")
                    .Replace("feeds.0.", "FEEDS__0__").Replace("feeds.", "FEEDS__yard__").Replace(".", "__").ToUpperInvariant();
                var reading = ConfigFile.Parse(all, new Hashtable { [name] = "§" });
                return reading.Faults.Any(fault => fault.Place.Contains(name) && !fault.Sentence.Contains("is not a key"))
                    || (reading.Config is { } config && !config.Equals(Good(all)));
            });
            Assert.True(told, $"{key} cannot be overridden");
        }
    }

    [Fact]
    public void WrongOverrides_AreToldByTheirVariable()
    {
        var faults = Faults(Least, new()
        {
            ["STREAMCOLORIZER__HTTP__PORT"] = "many",
            ["STREAMCOLORIZER__FEEDS__hall__SOURCE"] = "x",
            ["STREAMCOLORIZER__COLOUR"] = "x",
        });
        Assert.Contains(faults, f => f.StartsWith("environment variable STREAMCOLORIZER__HTTP__PORT: http.port is 'many'"));
        Assert.Contains(faults, f => f.StartsWith("environment variable STREAMCOLORIZER__FEEDS__hall__SOURCE: names a feed"));
        Assert.Contains(faults, f => f.StartsWith("environment variable STREAMCOLORIZER__COLOUR: COLOUR is not a key"));
    }

    [Fact]
    public void Secrets_ComeFromVariablesAndFiles_AndAreNeverPrinted()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "0123456789abcdef\n");
        var config = Good($"http: {{token: '${{file:{file}}}'}}\nfeeds: [{{name: yard, source: 'rtsp://me:${{PW}}@cam/s'}}]", new() { ["PW"] = "p@ss:w/rd" });
        File.Delete(file);

        Assert.Equal("0123456789abcdef", config.Http.Token);
        Assert.Equal("p@ss:w/rd", config.Feeds[0].Source.Password);
        Assert.DoesNotContain("0123456789abcdef", config.ToString());
        Assert.DoesNotContain("w/rd", config.Feeds[0].ToString());
        Assert.Contains("${PW} names an environment variable that is not set", Faults("feeds: [{name: yard, source: 'rtsp://me:${PW}@cam/s'}]")[0]);
    }

    [Fact]
    public void EqualFiles_AreEqualConfigurations_AndAChangeTouchesOnlyItsFeed()
    {
        const string two = Least + "\n    sinks: [{type: hls, folder: out}]\n  - name: hall\n    source: b.mkv";
        Assert.Equal(Good(two), Good(two));
        var changed = Good(two.Replace("out", "there"));
        Assert.NotEqual(Good(two).Feeds[0], changed.Feeds[0]);
        Assert.Equal(Good(two).Feeds[1], changed.Feeds[1]);
    }

    [Fact]
    public void ReferenceFile_ShowsEveryKeyOnce_WithItsDefault()
    {
        var yaml = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configs", "streamcolorizer.yaml"));
        var shown = Good(yaml);
        var least = Good("""
            feeds:
              - name: yard
                source: rtsp://camera/stream
                sinks:
                  - {type: rtsp, url: rtsp://127.0.0.1:8554/yard}
                  - {type: hls, folder: /var/lib/streamcolorizer/hls/yard}
                  - {type: recording, folder: /var/lib/streamcolorizer/recordings/yard}
            """);
        Assert.Equal(least, shown);

        foreach (var key in ConfigKeys.All)
        {
            var word = key.Split('.')[^1];
            Assert.True(yaml.Split('\n').Any(line => line.TrimStart(' ', '-').StartsWith(word + ":")), $"{key} is missing in configs/streamcolorizer.yaml.");
        }
    }

    [Theory]
    [InlineData("one-camera.yaml")]
    [InlineData("many-cameras.yaml")]
    [InlineData("compose.yaml")]
    public void Samples_AreValid(string name)
    {
        var yaml = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "configs", name));
        Good(yaml.Replace("${file:/run/secrets/streamcolorizer-token}", "0123456789abcdef"), new() { ["CAMERA_PASSWORD"] = "x", ["STREAMCOLORIZER_TOKEN"] = "0123456789abcdef" });
    }

    private static ServiceConfig Good(string yaml, Dictionary<string, string>? environment = null)
    {
        var reading = ConfigFile.Parse(yaml, (IDictionary?)environment ?? new Hashtable());
        Assert.Empty(reading.Faults);
        return reading.Config!;
    }

    private static string[] Faults(string yaml, Dictionary<string, string>? environment = null) =>
        [.. ConfigFile.Parse(yaml, (IDictionary?)environment ?? new Hashtable()).Faults.Select(fault => fault.ToString())];
}
