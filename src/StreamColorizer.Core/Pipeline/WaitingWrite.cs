using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace StreamColorizer.Core.Pipeline;

/// <summary>Waits for room in a channel of a walk.</summary>
internal static class WaitingWrite
{
    /// <summary>
    /// Writes without garbage: a channel reuses its operation only where the token cannot cancel it, so the walk ends the
    /// wait by completing the channel, see <see cref="ColorizePipeline"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">The walk was abandoned; nothing was handed over.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public static async ValueTask WaitWriteAsync<T>(this ChannelWriter<T> output, T item, CancellationToken cancellationToken)
    {
        try
        {
            await output.WriteAsync(item, CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }
}
