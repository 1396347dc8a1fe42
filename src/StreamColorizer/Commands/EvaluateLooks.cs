using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>
/// The pictures of the pages. Which ones is known only after all were judged, so these few are read and colored again.
/// </summary>
internal sealed class EvaluateLooks
{
    private const int ExamplesOfAKind = 3;
    private const int ExampleSide = 320;
    private const int BlindPairs = 40;
    private const int BlindSide = 512;
    private const int BlindSeed = 1;

    private readonly Dictionary<int, string> _why = [];
    private readonly Dictionary<int, int> _blind = [];
    private readonly SortedDictionary<(int Rank, int Order), ExamplePicture> _examples = [];
    private readonly SortedDictionary<int, BlindPair> _pairs = [];

    /// <summary>Pictures for the report, best first.</summary>
    public IReadOnlyList<ExamplePicture> Examples => [.. _examples.Values];

    /// <summary>Pictures for the blind test.</summary>
    public IReadOnlyList<BlindPair> Pairs => [.. _pairs.Values];

    /// <summary>Chooses pictures and colors them again.</summary>
    public void Collect(
        EvaluateStage stage, PictureInputs inputs, IReadOnlyList<PictureResult> results, bool wantsExamples, bool wantsPairs)
    {
        if (stage.Contestants.Count < 3 || results.Count == 0)
            return;
        if (wantsExamples)
            ChooseExamples(results);
        if (wantsPairs)
            ChoosePairs(stage.Contestants.Count - 2, results);
        var wanted = _why.Keys.Union(_blind.Keys).ToHashSet();
        foreach (var picture in inputs.Pictures())
        {
            if (!wanted.Remove(picture.Order))
                continue;
            var looks = stage.Color(picture.Name, RgbPictures.Decode(picture.Bytes, picture.Name));
            Keep(stage, picture, looks);
            if (wanted.Count == 0)
                return;
        }
    }

    private void Keep(EvaluateStage stage, SourcePicture picture, IReadOnlyList<RgbPicture> looks)
    {
        if (_why.TryGetValue(picture.Order, out var why))
        {
            var rank = why switch { "best" => 0, "median" => 1, _ => 2 };
            _examples[(rank, picture.Order)] = new ExamplePicture(
                picture.Name, why, [.. looks.Select(look => Convert.ToBase64String(RgbPictures.Jpeg(look, 88, ExampleSide)))]);
        }

        if (_blind.TryGetValue(picture.Order, out var rival))
        {
            _pairs[picture.Order] = new BlindPair(
                picture.Name, stage.Contestants[rival].Name,
                Convert.ToBase64String(RgbPictures.Jpeg(looks[^1], 92, BlindSide)),
                Convert.ToBase64String(RgbPictures.Jpeg(looks[rival], 92, BlindSide)));
        }
    }

    private void ChooseExamples(IReadOnlyList<PictureResult> results)
    {
        // Ranked by what the first rival gains over gray.
        var ranked = results.OrderByDescending(result => result.Scores[1].Psnr - result.Scores[0].Psnr).ToArray();
        var count = Math.Min(ExamplesOfAKind, Math.Max(1, ranked.Length / 3));
        foreach (var result in ranked.Take(count))
            _why.TryAdd(result.Order, "best");
        foreach (var result in ranked.TakeLast(count))
            _why.TryAdd(result.Order, "worst");
        foreach (var result in ranked.Skip((ranked.Length - count) / 2).Take(count))
            _why.TryAdd(result.Order, "median");
    }

    private void ChoosePairs(int rivals, IReadOnlyList<PictureResult> results)
    {
        var orders = results.Select(result => result.Order).ToArray();
        new Random(BlindSeed).Shuffle(orders);
        for (var i = 0; i < Math.Min(BlindPairs, orders.Length); i++)
            _blind[orders[i]] = 1 + i % rivals;
    }
}
