using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using StreamColorizer.Media.Inference;

namespace Media.Tests.Inference;

/// <summary>The bundle of random weights in tests/assets: the original, and copies that can be spoiled.</summary>
public sealed class TinyBundle : IDisposable
{
    public static readonly string RepositoryRoot = FindRepositoryRoot();

    public static readonly string Original = Path.Combine(RepositoryRoot, "tests", "assets", "tiny-bundle");

    public TinyBundle()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("tiny-bundle-").FullName;
        foreach (var file in System.IO.Directory.GetFiles(Original))
            File.Copy(file, Path.Combine(Directory, Path.GetFileName(file)));
    }

    /// <summary>A copy of one's own.</summary>
    public string Directory { get; }

    public static OnnxColorNetwork OpenOnCpu(Precision precision = Precision.Fp32, int threads = 1) => OnnxColorNetwork.Open(
        Bundle.Read(Original), new NetworkOptions { Device = new(DeviceKind.Cpu), Precision = precision, Threads = threads });

    /// <summary>The golden answers: name, then floats and shape.</summary>
    public static IEnumerable<Dictionary<string, (float[] Values, int[] Shape)>> Golden()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Original, "golden.json")));
        foreach (var one in golden.RootElement.EnumerateArray())
        {
            yield return one.EnumerateObject().ToDictionary(
                static tensor => tensor.Name,
                static tensor => (
                    MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(
                        Path.Combine(Original, tensor.Value.GetProperty("file").GetString()!))).ToArray(),
                    tensor.Value.GetProperty("shape").EnumerateArray().Select(static n => n.GetInt32()).ToArray()));
        }
    }

    /// <summary>Changes the text of model.yaml.</summary>
    public TinyBundle Edit(string old, string @new)
    {
        var path = Path.Combine(Directory, "model.yaml");
        var text = File.ReadAllText(path);
        Assert.Contains(old, text);
        File.WriteAllText(path, text.Replace(old, @new));
        return this;
    }

    /// <summary>Puts another file in a graph's place and writes its checksum into model.yaml.</summary>
    public TinyBundle Swap(string graph, string with)
    {
        var (to, from) = (Path.Combine(Directory, graph), Path.Combine(Original, with));
        var old = Sum(to);
        File.Copy(from, to, overwrite: true);
        return Edit(old, Sum(to));
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static string Sum(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static string FindRepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StreamColorizer.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
