using System.Net;

namespace StreamColorizer.Hosting;

/// <summary>Slows down who guesses tokens: so many failures of one address in a minute, and it has to wait.</summary>
/// <param name="time">The clock.</param>
internal sealed class GuessLimit(TimeProvider time)
{
    private const int MostFailures = 10;
    private const int MostAddresses = 1000;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<IPAddress, Queue<long>> _failures = [];

    /// <summary>True while the address has to wait: whatever it sends is not looked at.</summary>
    public bool Blocks(IPAddress address)
    {
        lock (_lock)
        {
            if (!_failures.TryGetValue(address, out var times))
                return false;
            while (times.TryPeek(out var oldest) && time.GetElapsedTime(oldest) > s_window)
                times.Dequeue();
            return times.Count >= MostFailures;
        }
    }

    /// <summary>Told that the address sent a wrong token.</summary>
    public void Failed(IPAddress address)
    {
        lock (_lock)
        {
            if (!_failures.TryGetValue(address, out var times))
                _failures.Add(address, times = []);
            times.Enqueue(time.GetTimestamp());
            if (_failures.Count > MostAddresses)
                _failures.RemoveAt(0);
        }
    }
}
