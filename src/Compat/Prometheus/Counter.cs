using System.Text;

namespace Prometheus;

/// <summary>A number that only grows.</summary>
public sealed class Counter : Collector<Counter.Child>, ICounter
{
    internal Counter(string name, string help, string[] labelNames, bool suppressInitialValue)
        : base(name, help, labelNames, suppressInitialValue)
    {
    }

    /// <inheritdoc />
    public double Value => Unlabelled.Value;

    private protected override string TypeName => "counter";

    /// <inheritdoc />
    public void Inc(double increment = 1) => Unlabelled.Inc(increment);

    /// <inheritdoc />
    public void IncTo(double targetValue) => Unlabelled.IncTo(targetValue);

    /// <summary>Exports the series without labels.</summary>
    public void Publish() => Unlabelled.Publish();

    /// <summary>Hides the series without labels.</summary>
    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(string[] labelValues) => new(this, labelValues);

    /// <summary>One series.</summary>
    public sealed class Child : ChildBase, ICounter
    {
        private AtomicDouble _value;

        internal Child(Collector parent, string[] labelValues)
            : base(parent, labelValues)
        {
        }

        /// <inheritdoc />
        public double Value => _value.Value;

        /// <inheritdoc />
        public void Inc(double increment = 1)
        {
            if (!(increment >= 0))
                throw new ArgumentOutOfRangeException(nameof(increment), "A counter never goes down.");
            _value.Add(increment);
            Publish();
        }

        /// <inheritdoc />
        public void IncTo(double targetValue)
        {
            _value.RaiseTo(targetValue);
            Publish();
        }

        internal override void Write(StringBuilder text, string labels) => TextFormat.Sample(text, Name, "", labels, Value);
    }
}
