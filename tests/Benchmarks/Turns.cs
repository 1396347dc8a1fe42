using System.Diagnostics;

namespace StreamColorizer.Benchmarks;

/// <summary>
/// Runs commands side by side, but only one of them at any moment, by turns of two seconds: a machine whose pace
/// changes from minute to minute, as one that shares its processor with others does, changes it for all of them alike.
/// </summary>
internal static class Turns
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(2);

    /// <summary>Runs all to their ends.</summary>
    /// <param name="commands">Each with the share of the time that it needs, so that all end at about the same time.</param>
    /// <returns>What each took, in the same order.</returns>
    /// <exception cref="InvalidOperationException">One failed.</exception>
    public static IReadOnlyList<Measured> Run(params IReadOnlyList<(Command Command, double Share)> commands)
    {
        Player[] players = [.. commands.Select(static command => new Player(command.Command, command.Share))];
        try
        {
            while (players.Where(static player => !player.IsOver).MinBy(static player => player.Progress) is { } next)
                next.Play();
            return [.. players.Select(static player => player.End())];
        }
        finally
        {
            foreach (var player in players)
                player.Dispose();
        }
    }

    private sealed class Player(Command command, double share) : IDisposable
    {
        private Running? _running;
        private double _seconds;

        public bool IsOver { get; private set; }

        public double Progress => _seconds / share;

        public void Play()
        {
            var begin = Stopwatch.GetTimestamp();
            if (_running is null)
                _running = new Running(command);
            else
                _running.Continue();
            IsOver = _running.IsOver(Turn);
            if (!IsOver)
                _running.Hold();
            _seconds += Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }

        public Measured End() => _running!.End() with { Wall = _seconds };

        public void Dispose() => _running?.Dispose();
    }
}
