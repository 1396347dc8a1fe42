using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;

namespace Core.Tests.Evaluation;

public class GroupingTests
{
    private static readonly Contestant[] Contestants = [
        new("gray", ContestantKind.Gray, "gray"), new("mine", ContestantKind.Bundle, "mine", 1f), new("truth", ContestantKind.Truth, "truth"),
    ];

    [Fact]
    public void Means_are_over_pictures_and_ratios_of_means()
    {
        var groups = new Grouping(Contestants, new Dictionary<string, IReadOnlySet<string>> { ["both"] = new HashSet<string> { "a", "b" } })
            .Of([Result(0, "a", gain: 1, color: 10, truth: 20), Result(1, "b", gain: 3, color: 20, truth: 20), Result(2, "c", gain: -1, color: 0, truth: 60)]);
        Assert.Equal(["all 3", "both 2", "a 1", "b 1", "c 1"], groups.Select(group => $"{group.Name} {group.Pictures}"));
        var mine = groups[0].Rows[1];
        Assert.Equal(1.0, mine.PsnrGain!.Value, 1e-9);
        Assert.Equal(10, mine.Colorfulness);
        Assert.Equal(0.3, mine.ColorfulnessRatio!.Value, 1e-9);
        Assert.Equal(-50, mine.DeltaEChange!.Value, 1e-9);
        Assert.Equal(2.0, groups[1].Rows[1].PsnrGain!.Value, 1e-9);
    }

    [Fact]
    public void What_is_not_finite_is_left_out()
    {
        var truth = new Grouping(Contestants, new Dictionary<string, IReadOnlySet<string>>())
            .Of([Result(0, "a", 1, 10, 20)])[0].Rows[2];
        Assert.Null(truth.Psnr);
        Assert.Null(truth.PsnrGain);
        Assert.Null(truth.Ssim);
        Assert.Equal(0, truth.DeltaE);
    }

    private static PictureResult Result(int order, string source, double gain, double color, double truth) => new(
        order, $"{source}/1.png", source, [
            Scores(20, 10, 0, truth), Scores(20 + gain, 5, color, truth), Scores(double.PositiveInfinity, 0, truth, truth),
        ]);

    private static PictureScores Scores(double psnr, double deltaE, double color, double truth) => new(
        psnr, double.NaN, deltaE, 0.01, 90, 0.5, new Colorfulness(color, color), new Colorfulness(truth, truth));
}
