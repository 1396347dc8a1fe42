using System.Runtime.ExceptionServices;

namespace StreamColorizer.Core.Pipeline;

/// <summary>Keeps the first fault among several tasks and stops the others with it.</summary>
internal sealed class FirstFault(CancellationTokenSource others)
{
    private Exception? _first;

    /// <summary>Waits for the task; its fault is kept and not thrown.</summary>
    public async Task WatchAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception)
        {
            if (Interlocked.CompareExchange(ref _first, exception, null) is null)
                await others.CancelAsync();
        }
    }

    /// <summary>Throws the first fault, if there was one, with its own stack.</summary>
    public void Throw()
    {
        if (_first is not null)
            ExceptionDispatchInfo.Throw(_first);
    }
}
