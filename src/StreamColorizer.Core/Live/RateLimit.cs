namespace StreamColorizer.Core.Live;

/// <summary>Lets frames pass up to a rate, by their own timestamps; a fifth of a step early is still in time.</summary>
internal sealed class RateLimit(double perSecond)
{
    private readonly TimeSpan _step = TimeSpan.FromSeconds(1 / perSecond);
    private TimeSpan? _next;

    public bool Passes(TimeSpan sourceTime)
    {
        if (_next is { } next && sourceTime < next - _step * .2 && sourceTime > next - 2 * _step)
            return false;
        // On the grid where the frames keep to it, anew after a gap.
        _next = _next is { } last && sourceTime - last < _step ? last + _step : sourceTime + _step;
        return true;
    }
}
