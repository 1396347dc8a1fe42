using System.Security.Cryptography;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;

namespace Media.Tests.Inference;

public class BundleTests
{
    [Fact]
    public void ABundleSaysWhatItsCardSays()
    {
        var bundle = Bundle.Read(TinyBundle.Original);

        Assert.Equal("tiny 1.0.0", bundle.Facts.Name);
        Assert.Equal((48, 16, 4, 16, 80), (bundle.Size, bundle.Stride, bundle.AnswerScale, bundle.EmbeddingLength, bundle.GlobalSize));
        Assert.Equal([Precision.Fp32, Precision.Fp16, Precision.Int8], bundle.Fusion.Keys.Order());
        Assert.Equal([Precision.Fp32], bundle.Global.Keys);
        Assert.Equal(Precision.Fp32, bundle.CpuPrecision);
        Assert.Equal(30020, bundle.Figures["parameters"]);
        Assert.All(bundle.Fusion.Values, static file => file.Verify());
    }

    [Theory]
    [InlineData("schema: 1", "schema: 2", "{card} has schema 2, but this program reads schema 1: use a newer program or an older bundle.")]
    [InlineData("name: tiny\n", "", "{card} lacks the key name.")]
    [InlineData("stride: 16", "stride: 0", "{card}: stride is 0, allowed is 1 to 256.")]
    [InlineData("answerScale: 4", "answerScale: 5", "{card}: answerScale 5 does not divide stride 16.")]
    [InlineData("cpuPrecision: fp32", "cpuPrecision: fp64",
        "{card}, cpuPrecision: unknown precision \"fp64\"; known are fp32, fp16 and int8.")]
    [InlineData("    int8:", "    int4:",
        "{card}, graphs.fusion.int4: unknown precision \"int4\"; known are fp32, fp16 and int8.")]
    [InlineData("fusion.onnx", "other.onnx", "The model file {folder}/other.onnx is missing: fetch the whole bundle again.")]
    [InlineData("embedding: 16", "embedding: 0",
        "{card}: embedding is 0, but graphs.global has 1 entries; both or neither.")]
    [InlineData("stride: 16", "stride: sixteen",
        "{card}, line 9, cannot be understood: The input string 'sixteen' was not in a correct format.")]
    public void AFaultyCardIsRefusedWithASentence(string old, string @new, string sentence)
    {
        using var copy = new TinyBundle().Edit(old, @new);

        var fault = Assert.Throws<ColorizerException>(() => Bundle.Read(copy.Directory));

        Assert.Equal(Expand(sentence, copy), fault.Message);
    }

    [Fact]
    public void AFolderThatIsNoBundleIsRefused()
    {
        using var copy = new TinyBundle();
        File.Delete(Path.Combine(copy.Directory, "model.yaml"));
        var absent = Path.Combine(copy.Directory, "absent");

        Assert.Equal(
            $"The folder {copy.Directory} is no model bundle: it has no model.yaml.",
            Assert.Throws<ColorizerException>(() => Bundle.Read(copy.Directory)).Message);
        Assert.Equal(
            $"There is no model folder {absent}: name a bundle that `models` lists, or an existing folder.",
            Assert.Throws<ColorizerException>(() => Bundle.Read(absent)).Message);
    }

    [Fact]
    public void AGraphWithAnotherChecksumIsRefused()
    {
        using var copy = new TinyBundle();
        var path = Path.Combine(copy.Directory, "fusion.onnx");
        var bytes = File.ReadAllBytes(path);
        var promised = Convert.ToHexStringLower(SHA256.HashData(bytes));
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        var fault = Assert.Throws<ColorizerException>(() => Open(copy));

        Assert.StartsWith($"The model file {path} is damaged or another one: its SHA-256 is ", fault.Message);
        Assert.EndsWith($"but model.yaml says {promised}; fetch the bundle again.", fault.Message);
    }

    [Theory]
    [InlineData("", "fusion.onnx", "global.onnx",
        "The graph {folder}/fusion.onnx of the bundle tiny does not fit: its inputs are lightness float[?×1×80×80], "
        + "but a bundle needs lightness float[?×1×?×?], embedding float[?×16]; export it again.")]
    [InlineData("embedding: 16|embedding: 24", "", "",
        "The graph {folder}/fusion.onnx of the bundle tiny does not fit: its inputs are lightness float[?×1×?×?], "
        + "embedding float[?×16], but a bundle needs lightness float[?×1×?×?], embedding float[?×24]; export it again.")]
    [InlineData("globalSize: 80|globalSize: 96", "", "",
        "The graph {folder}/global.onnx of the bundle tiny does not fit: its inputs are lightness float[?×1×80×80], "
        + "but a bundle needs lightness float[?×1×96×96]; export it again.")]
    public void AGraphWithOtherNamesOrShapesIsRefused(string edit, string graph, string with, string sentence)
    {
        using var copy = new TinyBundle();
        if (edit.Length > 0)
            copy.Edit(edit.Split('|')[0], edit.Split('|')[1]);
        if (graph.Length > 0)
            copy.Swap(graph, with);

        var fault = Assert.Throws<ColorizerException>(() => Open(copy));

        Assert.Equal(Expand(sentence, copy), fault.Message);
    }

    [Fact]
    public void AnAnswerOfAnotherScaleIsRefused()
    {
        using var copy = new TinyBundle().Edit("answerScale: 4", "answerScale: 8");

        var fault = Assert.Throws<ColorizerException>(() => Open(copy));

        Assert.StartsWith($"The graph {copy.Directory}/fusion.onnx of the bundle tiny failed: ", fault.Message);
    }

    [Fact]
    public void AFileThatIsNoGraphIsRefused()
    {
        using var copy = new TinyBundle().Swap("fusion.onnx", "golden.json");

        var fault = Assert.Throws<ColorizerException>(() => Open(copy));

        Assert.StartsWith(
            $"The model file {copy.Directory}/fusion.onnx cannot be opened by ONNX Runtime: ", fault.Message);
    }

    [Fact]
    public void APrecisionThatTheBundleLacksIsRefused()
    {
        using var copy = new TinyBundle();
        var text = File.ReadAllText(Path.Combine(copy.Directory, "model.yaml"));
        var begin = text.IndexOf("    int8:", StringComparison.Ordinal);
        copy.Edit(text[begin..text.IndexOf("cpuPrecision", StringComparison.Ordinal)], "");

        var fault = Assert.Throws<ColorizerException>(() => Open(copy, Precision.Int8));

        Assert.Equal("The bundle tiny has no int8 graph: known are fp32, fp16.", fault.Message);
    }

    [Fact]
    public void TheLibraryFindsBundlesByNameAndByPath()
    {
        var shelf = Directory.CreateTempSubdirectory("shelf-").FullName;
        try
        {
            using var copy = new TinyBundle();
            Directory.Move(copy.Directory, Path.Combine(shelf, "little"));
            Directory.CreateDirectory(copy.Directory);
            var library = new BundleLibrary([Path.Combine(shelf, "absent"), shelf]);

            Assert.Equal("tiny", library.Find("little").Name);
            Assert.Equal("tiny", library.Find(TinyBundle.Original).Name);
            var fault = Assert.Throws<ColorizerException>(() => library.Find("large"));
            Assert.Equal(ExitCode.Usage, fault.ExitCode);
            Assert.Equal(
                $"There is no model \"large\" in {shelf}/absent and {shelf}: known are little; "
                + "--model takes one of these or the path of a model folder.",
                fault.Message);
            Assert.Equal(
                $"There is no model \"fusion-s\": No bundle was found in {shelf}/absent; give --model the path of a model folder.",
                Assert.Throws<ColorizerException>(() => new BundleLibrary([$"{shelf}/absent"]).Find(null)).Message);
        }
        finally
        {
            Directory.Delete(shelf, recursive: true);
        }
    }

    private static OnnxColorNetwork Open(TinyBundle copy, Precision precision = Precision.Fp32) => OnnxColorNetwork.Open(
        Bundle.Read(copy.Directory), new NetworkOptions { Device = new(DeviceKind.Cpu), Precision = precision, Threads = 1 });

    private static string Expand(string sentence, TinyBundle copy) =>
        sentence.Replace("{card}", $"{copy.Directory}/model.yaml").Replace("{folder}", copy.Directory);
}
