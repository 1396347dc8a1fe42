using System.Text.Json;
using System.Text.RegularExpressions;
using StreamColorizer.Core.Film;

namespace Core.Tests.Film;

public sealed partial class ReportFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void TheJsonCarriesTheProof()
    {
        var path = _temporary.File("report.json");
        ReportFile.WriteJson(path, SampleReport.Make("film"));
        using var json = JsonDocument.Parse(File.ReadAllText(path));

        Assert.True(json.RootElement.GetProperty("lumaIdentical").GetBoolean());
        Assert.Equal(new string('e', 32), json.RootElement.GetProperty("lumaDigestOut").GetString());
        var facts = json.RootElement.GetProperty("input").GetProperty("facts");
        Assert.Equal("audio", facts.GetProperty("streams")[0].GetProperty("kind").GetString());
        var color = facts.GetProperty("video").GetProperty("color");
        Assert.Equal(("bt601", "left"), (color.GetProperty("matrix").GetString(), color.GetProperty("siting").GetString()));
        Assert.False(color.TryGetProperty("lumaCoefficients", out _));
        Assert.Equal("yuv420", facts.GetProperty("video").GetProperty("chroma").GetString());
    }

    [Fact]
    public void ThePageNeedsNothingFromOutsideAndNoNameBreaksIt()
    {
        var path = _temporary.File("report.html");
        ReportFile.WritePage(path, SampleReport.Make("a </script><b> & \"film\""),
            [new PageMoment(1.5, "data:image/jpeg;base64,AAAA", "data:image/jpeg;base64,BBBB")]);
        var page = File.ReadAllText(path);

        Assert.Equal(2, ScriptEnd().Count(page));
        // The names of SVG and XHTML look like addresses, but nothing is fetched from there.
        Assert.DoesNotContain("http", page.Replace("http://www.w3.org/", ""), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("/*", page, StringComparison.Ordinal);
        var data = Data().Match(page).Groups[1].Value;
        using var json = JsonDocument.Parse(data);
        Assert.Equal(1.5, json.RootElement.GetProperty("moments")[0].GetProperty("seconds").GetDouble());
    }

    [GeneratedRegex("</script>")]
    private static partial Regex ScriptEnd();

    [GeneratedRegex("<script type=\"application/json\" id=\"data\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();
}
