using StreamColorizer.Media.Inference;

namespace Media.Tests.Inference;

public class OnnxColorNetworkTests
{
    [Theory]
    [InlineData(Precision.Fp32, 0.05f)]
    [InlineData(Precision.Fp16, 1.5f)]
    public void AnswersAreTheGoldenOnesWhateverTheSize(Precision precision, float tolerance)
    {
        using var network = TinyBundle.OpenOnCpu(precision);
        var sizes = new HashSet<(int, int, int)>();
        foreach (var golden in TinyBundle.Golden())
        {
            var (lightness, shape) = golden["lightness"];
            var expected = golden["ab"].Values;
            var ab = new float[expected.Length];

            network.Colorize(shape[0], shape[2], shape[3], lightness, golden["embedding"].Values, ab);

            Close(expected, ab, tolerance);
            sizes.Add((shape[0], shape[2], shape[3]));
        }

        Assert.Equal([(2, 48, 80), (1, 64, 32)], sizes);
    }

    [Fact]
    public async Task TwoLanesAnswerAtOnce_AndGiveUpOnlyTheirOwnBindings()
    {
        using var network = OnnxColorNetwork.Open(
            Bundle.Read(TinyBundle.Original), new NetworkOptions { Device = new(DeviceKind.Cpu), Precision = Precision.Fp32, Threads = 1, Lanes = 2 });
        Assert.Equal(2, network.Lanes);
        var golden = TinyBundle.Golden().First(answer => answer["lightness"].Shape[0] == 2);
        var expected = golden["ab"].Values;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            var lightness = golden["lightness"].Values.ToArray();
            // More answer buffers than bindings are kept, so that old ones go while the other lane is at work.
            foreach (var ab in Enumerable.Range(0, 150).Select(_ => new float[expected.Length]))
            {
                network.Colorize(2, 48, 80, lightness, golden["embedding"].Values, ab);
                Close(expected, ab, 0.05f);
            }
        }, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void EmbeddingsAreTheGoldenOnes()
    {
        using var network = TinyBundle.OpenOnCpu();
        foreach (var golden in TinyBundle.Golden())
        {
            var (pictures, shape) = golden["globalLightness"];
            var (expected, _) = golden["embedding"];
            var (picture, length) = (80 * 80, 16);
            for (var i = 0; i < shape[0]; i++)
            {
                var embedding = new float[length];
                network.Embed(pictures.AsMemory(i * picture, picture), embedding);
                Close(expected.AsSpan(i * length, length).ToArray(), embedding, 0.001f);
            }
        }
    }

    [Fact]
    public void AnInt8GraphOpensAndAnswersSomethingFinite()
    {
        using var network = TinyBundle.OpenOnCpu(Precision.Int8);
        var golden = TinyBundle.Golden().First();
        var ab = new float[golden["ab"].Values.Length];

        network.Colorize(2, 48, 80, golden["lightness"].Values, golden["embedding"].Values, ab);

        Assert.All(ab, static value => Assert.True(float.IsFinite(value)));
        Assert.Contains(ab, static value => Math.Abs(value) > 0.1f);
    }

    [Fact]
    public void TheSameBuffersAreReadAnewInEachRunAndCostNoGarbage()
    {
        using var network = TinyBundle.OpenOnCpu();
        var golden = TinyBundle.Golden().First();
        var lightness = golden["lightness"].Values.ToArray();
        var embeddings = golden["embedding"].Values.ToArray();
        var ab = new float[golden["ab"].Values.Length];
        network.Colorize(2, 48, 80, lightness, embeddings, ab);
        var first = ab.ToArray();
        Array.Reverse(lightness);
        network.Colorize(2, 48, 80, lightness, embeddings, ab);
        Assert.NotEqual(first, ab);

        // The least of many: a collection of other tests' garbage counts the rest of this thread's room as used now and then.
        var least = long.MaxValue;
        for (var i = 0; i < 100; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            network.Colorize(2, 48, 80, lightness, embeddings, ab);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 0, 100);

        Array.Reverse(lightness);
        network.Colorize(2, 48, 80, lightness, embeddings, ab);
        Assert.Equal(first, ab);
    }

    [Fact]
    public void MoreBuffersThanAreKeptStillAnswerRight()
    {
        using var network = TinyBundle.OpenOnCpu();
        var golden = TinyBundle.Golden().Last();
        for (var i = 0; i < 200; i++)
        {
            var ab = new float[golden["ab"].Values.Length];
            network.Colorize(1, 64, 32, golden["lightness"].Values.ToArray(), golden["embedding"].Values.ToArray(), ab);
            Close(golden["ab"].Values, ab, 0.05f);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void PaddedBatchesAnswerAsTheyAre(int count)
    {
        using var plain = TinyBundle.OpenOnCpu();
        using var padded = OnnxColorNetwork.Open(Bundle.Read(TinyBundle.Original), new NetworkOptions
        {
            Device = new(DeviceKind.Cpu),
            Precision = Precision.Fp32,
            Threads = 1,
            FixedBatches = true,
        });
        var random = new Random(count);
        var lightness = Numbers(random, count * 48 * 80, 100);
        var embeddings = Numbers(random, count * 16, 2);
        var scale = plain.Facts.AnswerScale;
        var answer = 2 * (48 / scale) * (80 / scale);
        var (expected, actual) = (new float[count * answer], new float[count * answer]);
        plain.Colorize(count, 48, 80, lightness, embeddings, expected);

        // A larger batch before it leaves numbers behind that must not matter.
        padded.Colorize(7, 48, 80, Numbers(random, 7 * 48 * 80, 100), Numbers(random, 7 * 16, 2), new float[7 * answer]);
        padded.Colorize(count, 48, 80, lightness, embeddings, actual);

        Assert.Contains(expected, static value => Math.Abs(value) > 1);
        Close(expected, actual, 1e-3f);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    public void FixedBatchesArePowersOfTwo(int count, int size) => Assert.Equal(size, PaddedBatch.SizeFor(count));

    private static float[] Numbers(Random random, int length, float range) =>
        [.. Enumerable.Range(0, length).Select(_ => range * random.NextSingle())];

    private static void Close(float[] expected, float[] actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
