using StreamColorizer.Core.Film;

namespace StreamColorizer.Terminal;

/// <summary>Shows progress on stderr: one line that changes on a terminal, else a line each ten seconds.</summary>
/// <param name="time">The clock.</param>
/// <param name="quiet">True: shows nothing.</param>
public sealed class ProgressDisplay(TimeProvider time, bool quiet)
{
    private static readonly TimeSpan TerminalPeriod = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PlainPeriod = TimeSpan.FromSeconds(10);

    /// <summary>Shows a job's progress while it works.</summary>
    /// <param name="title">The film.</param>
    /// <param name="progress">Where the job is.</param>
    /// <param name="expectedFrames">Frames that the container promises; 0 if unknown.</param>
    /// <param name="work">The job.</param>
    public async Task<T> WhileAsync<T>(string title, FilmProgress progress, long expectedFrames, Func<Task<T>> work)
    {
        if (quiet)
            return await work();
        var isTerminal = !Console.IsErrorRedirected;
        using var over = new CancellationTokenSource();
        var showing = ShowAsync(title, progress, expectedFrames, isTerminal, over.Token);
        try
        {
            return await work();
        }
        finally
        {
            await over.CancelAsync();
            await showing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (isTerminal)
                Console.Error.Write("\r\e[K");
        }
    }

    private async Task ShowAsync(
        string title, FilmProgress progress, long expectedFrames, bool isTerminal, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(isTerminal ? TerminalPeriod : PlainPeriod, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            if (isTerminal)
                Console.Error.Write($"\r{ProgressText.Line(title, progress, expectedFrames, Columns())}\e[K");
            else
                Console.Error.WriteLine(ProgressText.Line(title, progress, expectedFrames));
        }
    }

    // A line longer than the terminal would wrap and scroll; some terminals do not say how wide they are.
    private static int Columns() => Console.WindowWidth is var width and > 10 ? width - 1 : int.MaxValue;
}
