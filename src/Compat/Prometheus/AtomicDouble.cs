namespace Prometheus;

/// <summary>A double that many threads change without a lock.</summary>
internal struct AtomicDouble
{
    private double _value;

    public double Value
    {
        readonly get => Volatile.Read(in _value);
        set => Volatile.Write(ref _value, value);
    }

    public void Add(double amount)
    {
        for (var seen = Volatile.Read(in _value); ;)
        {
            var before = Interlocked.CompareExchange(ref _value, seen + amount, seen);
            // Compared by bits: NaN equals itself then.
            if (BitConverter.DoubleToInt64Bits(before) == BitConverter.DoubleToInt64Bits(seen))
                return;
            seen = before;
        }
    }

    public void RaiseTo(double target)
    {
        for (var seen = Volatile.Read(in _value); seen < target;)
            seen = Swapped(seen, target);
    }

    public void LowerTo(double target)
    {
        for (var seen = Volatile.Read(in _value); seen > target;)
            seen = Swapped(seen, target);
    }

    private double Swapped(double seen, double target)
    {
        var before = Interlocked.CompareExchange(ref _value, target, seen);
        return before == seen ? target : before;
    }
}
