using System.Xml.Linq;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Deploy;

/// <summary>The switch between the stand-ins and the original packages.</summary>
public sealed class PackagesTests
{
    [Fact]
    public void EveryPackageHasAVersion()
    {
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Select(Id).ToHashSet();
        var packages = Projects().Descendants("PackageReference").Select(Id);

        Assert.All(packages, package => Assert.Contains(package, versions));
    }

    [Fact]
    public void StandInsAndOriginalsExcludeEachOther()
    {
        var groups = Projects().Descendants("ItemGroup").ToList();
        var standIns = groups.Where(group => group.Elements("ProjectReference").Any(item => Id(item).Contains("/Compat/"))).ToList();

        Assert.All(standIns, group => Assert.Equal("'$(UseNuGetPackages)' != 'true'", (string?)group.Attribute("Condition")));
        Assert.Equal(
            standIns.SelectMany(group => group.Elements("ProjectReference")).Select(item => Path.GetFileNameWithoutExtension(Id(item))).Order(),
            groups.Where(group => (string?)group.Attribute("Condition") == "'$(UseNuGetPackages)' == 'true'")
                .SelectMany(group => group.Elements("PackageReference")).Select(item => StandInOf(Id(item))).OfType<string>().Order());
    }

    private static IEnumerable<XElement> Projects() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/Compat/"))
            .Select(path => XDocument.Load(path).Root!);

    private static string Id(XElement item) => (string)item.Attribute("Include")!;

    /// <summary>The project that stands in for a package; null: its native half, which a stand-in brings itself.</summary>
    private static string? StandInOf(string package) => package switch
    {
        "OpenCvSharp4" => "OpenCvSharp",
        "Microsoft.ML.OnnxRuntime.Gpu" => "Microsoft.ML.OnnxRuntime",
        "prometheus-net" => "Prometheus",
        "prometheus-net.AspNetCore" => "Prometheus.AspNetCore",
        _ => null,
    };
}
