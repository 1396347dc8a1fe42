using System.Globalization;

namespace StreamColorizer.Commands;

/// <summary>Says from time to time, on stderr, how far the judge has come.</summary>
internal sealed class EvaluateProgress : IDisposable
{
    private readonly ITimer _timer;
    private int _count;

    public EvaluateProgress(TimeProvider clock, TimeSpan every)
    {
        var begun = clock.GetTimestamp();
        _timer = clock.CreateTimer(
            _ => Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Volatile.Read(ref _count)} pictures in {clock.GetElapsedTime(begun).TotalSeconds:0} s")),
            null, every, every);
    }

    /// <summary>Counts one more picture or frame.</summary>
    public void Count() => Interlocked.Increment(ref _count);

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();
}
