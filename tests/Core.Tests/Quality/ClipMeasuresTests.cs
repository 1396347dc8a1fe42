using StreamColorizer.Core.Quality;

namespace Core.Tests.Quality;

public class ClipMeasuresTests
{
    [Fact]
    public void Divergence_matches_reference_rows()
    {
        Assert.Equal(0.693147, ColorConsistency.Divergence(Shares(1, 0), Shares(0, 1)), 1e-6);
        Assert.Equal(0.215762, ColorConsistency.Divergence(Shares(0.5, 0.5), Shares(1, 0)), 1e-6);
        Assert.Equal(0, ColorConsistency.Divergence(Shares(0.3, 0.7), Shares(0.3, 0.7)));
    }

    [Fact]
    public void A_clip_that_alternates_differs_at_odd_distances_only()
    {
        var consistency = new ColorConsistency();
        for (var frame = 0; frame < 5; frame++)
        {
            Assert.True(double.IsNaN(consistency.Value));
            consistency.Add(Plain(frame % 2 == 0 ? (byte)10 : (byte)20, 30, 40));
        }

        // One channel of three changes, and its histograms are disjoint.
        Assert.Equal(Math.Log(2) / 3, consistency.At(0), 1e-12);
        Assert.Equal(0, consistency.At(1));
        Assert.Equal(0, consistency.At(2));
        Assert.Equal(Math.Log(2) / 9, consistency.Value, 1e-12);
    }

    [Fact]
    public void Flicker_counts_color_steps_where_lightness_rests()
    {
        var flicker = new Flicker();
        flicker.Add(Plain(100, 100, 100), Plain(100, 100, 100));
        Assert.True(double.IsNaN(flicker.Colored));
        flicker.Add(Plain(100, 100, 100), Plain(130, 90, 80));
        Assert.True(flicker.Colored > 10);
        Assert.Equal(0, flicker.Truth, 1e-3);
        var before = flicker.Colored;
        flicker.Add(Plain(200, 200, 200), Plain(0, 0, 255));
        Assert.Equal(before, flicker.Colored);
    }

    private static double[] Shares(double first, double second)
    {
        var shares = new double[256];
        (shares[3], shares[200]) = (first, second);
        return shares;
    }

    private static RgbPicture Plain(byte red, byte green, byte blue) =>
        new(2, 2, [red, green, blue, red, green, blue, red, green, blue, red, green, blue]);
}
