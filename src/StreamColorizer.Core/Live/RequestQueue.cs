using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>Questions that wait for a network, oldest first, and what makes a batch of them: one size, a count, an age.</summary>
/// <param name="most">Questions in a batch at the most, at least 1.</param>
/// <param name="age">How long the first of a batch waits for others.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Observe how long each waited.</param>
internal sealed class RequestQueue(int most, TimeSpan age, TimeProvider time, StageMetrics metrics)
{
    private readonly object _signal = new();
    private readonly List<ColorRequest> _waiting = [];
    private bool _isClosed;
    private int _idle;

    /// <summary>Questions that wait now.</summary>
    public int Count
    {
        get
        {
            lock (_signal)
                return _waiting.Count;
        }
    }

    /// <summary>Adds a question.</summary>
    public void Add(ColorRequest request)
    {
        lock (_signal)
        {
            _waiting.Add(request);
            Monitor.PulseAll(_signal);
        }
    }

    /// <summary>Waits for a batch; called by each of the network's lanes.</summary>
    /// <param name="taken">Receives the batch.</param>
    /// <returns>False once the queue is closed.</returns>
    public bool Take(List<ColorRequest> taken)
    {
        taken.Clear();
        lock (_signal)
        {
            // After each wait all is looked at anew: another lane may have taken what was there.
            while (!_isClosed && PatienceNow() is var patience && patience != TimeSpan.Zero)
            {
                _idle++;
                Monitor.Wait(_signal, patience);
                _idle--;
            }

            if (_isClosed)
                return false;
            Move(taken);
            return true;
        }
    }

    /// <summary>Ends every wait; what was not taken stays.</summary>
    public void Close()
    {
        lock (_signal)
        {
            _isClosed = true;
            Monitor.PulseAll(_signal);
        }
    }

    /// <summary>Tells those that were never taken that nobody will answer them.</summary>
    public void GiveUp()
    {
        foreach (var request in _waiting)
            request.Failed(new OperationCanceledException("The network was closed."));
    }

    private void Move(List<ColorRequest> taken)
    {
        var first = _waiting[0];
        // The lanes that have nothing to do get their share.
        var share = Math.Min(most, (Suiting(first) + _idle) / (_idle + 1));
        for (var i = 0; i < _waiting.Count && taken.Count < share; i++)
        {
            if (Suits(_waiting[i], first))
                taken.Add(_waiting[i]);
        }

        foreach (var request in taken)
        {
            _waiting.Remove(request);
            metrics.Wait.Observe(time.GetElapsedTime(request.Asked).TotalSeconds);
        }
    }

    // How long to wait before the oldest question is taken; zero: no longer.
    private TimeSpan PatienceNow()
    {
        if (_waiting.Count == 0)
            return Timeout.InfiniteTimeSpan;
        var left = age - time.GetElapsedTime(_waiting[0].Asked);
        return left <= TimeSpan.Zero || Suiting(_waiting[0]) >= most ? TimeSpan.Zero : left;
    }

    private int Suiting(ColorRequest first)
    {
        var count = 0;
        foreach (var request in _waiting)
            count += Suits(request, first) ? 1 : 0;
        return count;
    }

    private static bool Suits(ColorRequest request, ColorRequest first) =>
        request.Height == first.Height && request.Width == first.Width;
}
