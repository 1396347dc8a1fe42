using System.IO.Pipes;
using StreamColorizer.Media.Processes;

namespace Media.Tests.Processes;

/// <summary>Alone: the garbage of other tests would count.</summary>
[Collection(nameof(Decode.AllocationTests))]
public sealed class PipeSenderTests
{
    private const int WarmUp = 100, Writes = 1000;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AWriteThatWaitsSendsEveryByteAndLeavesNoGarbage()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.In);
        using var client = new AnonymousPipeClientStream(PipeDirection.Out, server.ClientSafePipeHandle);
        await using var reader = PipeReceiver.Over(server);
        await using var sender = PipeSender.Over(client);
        // Several times what a pipe holds, so that each write waits for the reader.
        var (sent, received, right, before) = (new byte[300_000], new byte[300_000], 0, 0L);
        for (var i = 0; i < WarmUp + Writes; i++)
        {
            if (i == WarmUp)
                before = GC.GetTotalAllocatedBytes(precise: true);
            sent.AsSpan().Fill((byte)i);
            var write = sender.WriteAsync(sent, Token);
            for (var left = received.AsMemory(); left.Length > 0;)
                left = left[await reader.ReadAsync(left, Token)..];
            await write;
            right += received.AsSpan().SequenceEqual(sent) ? 1 : 0;
        }

        var garbage = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Writes;
        Assert.Equal(WarmUp + Writes, right);
        // A build for debugging leaves the 88 of an async method's state; a pipe's own write leaves 136.
        Assert.True(garbage <= 100, $"{garbage:F0} bytes a write");
        server.Dispose();
        await Assert.ThrowsAsync<IOException>(async () => await sender.WriteAsync(sent, Token));
    }
}
