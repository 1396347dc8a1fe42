using StreamColorizer.Core.Quality;

namespace StreamColorizer.Core.Evaluation;

/// <summary>Judges one clip frame by frame. One caller at a time.</summary>
/// <param name="name">The clip's file.</param>
/// <param name="contestants">The rows; the first is gray.</param>
public sealed class ClipJudge(string name, IReadOnlyList<Contestant> contestants)
{
    /// <summary>One frame of so many is scored as a picture; CDC and flicker take every frame.</summary>
    public const int ScoredEvery = 10;

    private readonly ColorConsistency[] _consistency = [.. contestants.Select(_ => new ColorConsistency())];
    private readonly Flicker[] _flicker = [.. contestants.Select(_ => new Flicker())];
    private readonly List<PictureScores[]> _scores = [];
    private int _frames;

    /// <summary>Frames that an embedding was computed for.</summary>
    public int Embeddings { get; set; }

    /// <summary>Takes the next frame.</summary>
    /// <param name="truth">The true frame.</param>
    /// <param name="pictures">The frame as each contestant colored it, in their order.</param>
    public void Add(RgbPicture truth, IReadOnlyList<RgbPicture> pictures)
    {
        for (var i = 0; i < pictures.Count; i++)
        {
            _consistency[i].Add(pictures[i]);
            _flicker[i].Add(truth, pictures[i]);
        }

        if (_frames++ % ScoredEvery != 0)
            return;
        var judge = new PictureJudge(truth);
        _scores.Add([.. pictures.Select(judge.Score)]);
    }

    /// <summary>What was found; at least one frame was added.</summary>
    public JudgedClip Result()
    {
        var gray = _scores.Select(scores => scores[0]).ToArray();
        var rows = contestants.Select((contestant, i) => new ClipFigures(
            Figures.Of(contestant.Name, [.. _scores.Select(scores => scores[i])], gray),
            Finite(_consistency[i].Value),
            [Finite(_consistency[i].At(0)), Finite(_consistency[i].At(1)), Finite(_consistency[i].At(2))],
            Finite(_flicker[i].Colored)));
        return new JudgedClip(name, _frames, _scores.Count, Embeddings, [.. rows]);
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
