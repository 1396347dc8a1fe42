using System.Text;

namespace Prometheus;

/// <summary>One series of a metric.</summary>
public abstract class ChildBase
{
    private readonly Collector _parent;
    private volatile bool _published;

    private protected ChildBase(Collector parent, string[] labelValues)
    {
        _parent = parent;
        LabelValues = labelValues;
    }

    internal bool Published => _published;

    internal string[] LabelValues { get; }

    private protected string Name => _parent.Name;

    /// <summary>Exports the series from now on.</summary>
    public void Publish() => _published = true;

    /// <summary>Hides the series until it has a new value.</summary>
    public void Unpublish() => _published = false;

    /// <summary>Ends the series.</summary>
    public void Remove() => _parent.Remove(LabelValues);

    internal abstract void Write(StringBuilder text, string labels);
}
