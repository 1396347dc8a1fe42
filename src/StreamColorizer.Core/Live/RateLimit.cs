namespace StreamColorizer.Core.Live;

/// <summary>Lets frames pass up to a rate, by their own timestamps. One that comes late does not cost the next.</summary>
internal sealed class RateLimit(double perSecond)
{
    // In steps: how early a frame still passes, and how early it must come from a clock that was set back.
    private const double Early = 1.2, SetBack = 3;
    private readonly TimeSpan _step = TimeSpan.FromSeconds(1 / perSecond);
    private TimeSpan? _next;

    public bool Passes(TimeSpan sourceTime)
    {
        var next = _next is { } due && due - sourceTime < _step * SetBack ? due : sourceTime;
        if (sourceTime < next - _step * Early)
            return false;
        _next = (next > sourceTime ? next : sourceTime) + _step;
        return true;
    }
}
