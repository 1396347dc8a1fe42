using System.Text;

namespace Prometheus;

/// <summary>A number that goes up and down.</summary>
public sealed class Gauge : Collector<Gauge.Child>, IGauge
{
    internal Gauge(string name, string help, string[] labelNames, bool suppressInitialValue)
        : base(name, help, labelNames, suppressInitialValue)
    {
    }

    /// <inheritdoc />
    public double Value => Unlabelled.Value;

    private protected override string TypeName => "gauge";

    /// <inheritdoc />
    public void Inc(double increment = 1) => Unlabelled.Inc(increment);

    /// <inheritdoc />
    public void Set(double val) => Unlabelled.Set(val);

    /// <inheritdoc />
    public void Dec(double decrement = 1) => Unlabelled.Dec(decrement);

    /// <inheritdoc />
    public void IncTo(double targetValue) => Unlabelled.IncTo(targetValue);

    /// <inheritdoc />
    public void DecTo(double targetValue) => Unlabelled.DecTo(targetValue);

    /// <summary>Exports the series without labels.</summary>
    public void Publish() => Unlabelled.Publish();

    /// <summary>Hides the series without labels.</summary>
    public void Unpublish() => Unlabelled.Unpublish();

    private protected override Child NewChild(string[] labelValues) => new(this, labelValues);

    /// <summary>One series.</summary>
    public sealed class Child : ChildBase, IGauge
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
            _value.Add(increment);
            Publish();
        }

        /// <inheritdoc />
        public void Set(double val)
        {
            _value.Value = val;
            Publish();
        }

        /// <inheritdoc />
        public void Dec(double decrement = 1) => Inc(-decrement);

        /// <inheritdoc />
        public void IncTo(double targetValue)
        {
            _value.RaiseTo(targetValue);
            Publish();
        }

        /// <inheritdoc />
        public void DecTo(double targetValue)
        {
            _value.LowerTo(targetValue);
            Publish();
        }

        internal override void Write(StringBuilder text, string labels) => TextFormat.Sample(text, Name, "", labels, Value);
    }
}
