using System.Globalization;

namespace StreamColorizer.Benchmarks.Live;

/// <summary>The metrics of a worker at one moment, or of several workers together, or what they grew by.</summary>
internal sealed class Scrape(IReadOnlyList<(string Series, double Value)> samples)
{
    public static Scrape Parse(string text) => new([.. text.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => (Line: line, Blank: line.LastIndexOf(' ')))
        .Select(sample => (sample.Line[..sample.Blank], double.Parse(sample.Line[sample.Blank..], CultureInfo.InvariantCulture)))]);

    public Scrape Since(Scrape earlier)
    {
        var before = earlier.Samples.ToDictionary(sample => sample.Series, sample => sample.Value);
        return new Scrape([.. samples.Select(sample => (sample.Series, sample.Value - before.GetValueOrDefault(sample.Series)))]);
    }

    /// <summary>The same, its series marked with the number of their worker.</summary>
    public Scrape Of(int worker) => new([.. samples.Select(sample => ($"{sample.Series}#{worker}", sample.Value))]);

    public Scrape With(Scrape other) => new([.. samples, .. other.Samples]);

    /// <summary>Sum over the series of a metric, of those that have a label if one is given.</summary>
    public double Sum(string metric, string label = "") => samples
        .Where(sample => NameOf(sample.Series) == metric && sample.Series.Contains(label, StringComparison.Ordinal)).Sum(sample => sample.Value);

    /// <summary>A quantile of a histogram over all its series, straight lines between the bounds.</summary>
    public double Quantile(string metric, double share, string label = "")
    {
        var buckets = samples.Where(sample => NameOf(sample.Series) == metric + "_bucket" && sample.Series.Contains(label, StringComparison.Ordinal))
            .GroupBy(sample => Bound(sample.Series)).OrderBy(group => group.Key)
            .Select(group => (Bound: group.Key, Count: group.Sum(sample => sample.Value))).ToArray();
        if (buckets.Length == 0 || buckets[^1].Count == 0)
            return double.NaN;
        var rank = share * buckets[^1].Count;
        var at = Array.FindIndex(buckets, bucket => bucket.Count >= rank);
        var (low, below) = at == 0 ? (0, 0) : buckets[at - 1];
        return double.IsInfinity(buckets[at].Bound) ? low : low + (buckets[at].Bound - low) * (rank - below) / (buckets[at].Count - below);
    }

    private IReadOnlyList<(string Series, double Value)> Samples => samples;

    private static string NameOf(string series) => series.Split('{', '#')[0];

    private static double Bound(string series)
    {
        var text = series[(series.IndexOf("le=\"", StringComparison.Ordinal) + 4)..].Split('"')[0];
        return text == "+Inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
    }
}
