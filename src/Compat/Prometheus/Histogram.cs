using System.Text;

namespace Prometheus;

/// <summary>Observations counted in buckets.</summary>
public sealed class Histogram : Collector<Histogram.Child>, IHistogram
{
    private static readonly double[] s_defaultBuckets = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];
    private readonly double[] _bounds;

    internal Histogram(string name, string help, string[] labelNames, bool suppressInitialValue, double[]? buckets)
        : base(name, help, labelNames, suppressInitialValue)
    {
        if (labelNames.Contains("le"))
            throw new ArgumentException($"Histogram '{name}' cannot have the label 'le': the buckets use it.");
        _bounds = [.. buckets ?? s_defaultBuckets];
        if (_bounds.Length == 0)
            throw new ArgumentException($"Histogram '{name}' needs at least one bucket.");
        if (!double.IsPositiveInfinity(_bounds[^1]))
            _bounds = [.. _bounds, double.PositiveInfinity];
        for (var i = 1; i < _bounds.Length; i++)
        {
            if (!(_bounds[i] > _bounds[i - 1]))
                throw new ArgumentException($"The buckets of histogram '{name}' must increase.");
        }
    }

    /// <inheritdoc />
    public double Sum => Unlabelled.Sum;

    /// <inheritdoc />
    public long Count => Unlabelled.Count;

    private protected override string TypeName => "histogram";

    /// <inheritdoc />
    public void Observe(double val) => Unlabelled.Observe(val);

    /// <inheritdoc />
    public void Observe(double val, long count) => Unlabelled.Observe(val, count);

    private protected override Child NewChild(string[] labelValues) => new(this, labelValues, _bounds);

    /// <summary>One series of buckets.</summary>
    public sealed class Child : ChildBase, IHistogram
    {
        private readonly double[] _bounds;
        private readonly long[] _counts;
        private AtomicDouble _sum;

        internal Child(Collector parent, string[] labelValues, double[] bounds)
            : base(parent, labelValues)
        {
            _bounds = bounds;
            _counts = new long[bounds.Length];
        }

        /// <inheritdoc />
        public double Sum => _sum.Value;

        /// <inheritdoc />
        public long Count
        {
            get
            {
                var total = 0L;
                for (var i = 0; i < _counts.Length; i++)
                    total += Interlocked.Read(ref _counts[i]);
                return total;
            }
        }

        /// <inheritdoc />
        public void Observe(double val) => Observe(val, 1);

        /// <inheritdoc />
        public void Observe(double val, long count)
        {
            if (double.IsNaN(val))
                return;
            var bucket = 0;
            while (val > _bounds[bucket])
                bucket++;
            Interlocked.Add(ref _counts[bucket], count);
            _sum.Add(val * count);
            Publish();
        }

        internal override void Write(StringBuilder text, string labels)
        {
            // One reading of the buckets, so that the count is that of the last bucket.
            var counts = new long[_counts.Length];
            for (var i = 0; i < counts.Length; i++)
                counts[i] = Interlocked.Read(ref _counts[i]);
            TextFormat.Sample(text, Name, "_sum", labels, Sum);
            TextFormat.Sample(text, Name, "_count", labels, counts.Sum());
            var total = 0L;
            for (var i = 0; i < counts.Length; i++)
                TextFormat.Sample(text, Name, "_bucket", TextFormat.WithLe(labels, _bounds[i]), total += counts[i]);
        }
    }
}
