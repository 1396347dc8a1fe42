using System.IO.Pipes;
using StreamColorizer.Media.Processes;

namespace Media.Tests.Processes;

/// <summary>Alone: the garbage of other tests would count.</summary>
[Collection(nameof(Decode.AllocationTests))]
public sealed class ChildPipeTests
{
    private const int WarmUp = 100, Reads = 1000, Writes = 1000;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReadThatWaitsGivesTheBytesAndLeavesNoGarbage()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.In);
        using var writer = new AnonymousPipeClientStream(PipeDirection.Out, server.ClientSafePipeHandle);
        await using var reader = ChildPipe.Over(server);
        var (sent, received, right, before) = (new byte[1], new byte[16], 0, 0L);
        for (var i = 0; i < WarmUp + Reads; i++)
        {
            if (i == WarmUp)
                before = GC.GetTotalAllocatedBytes(precise: true);
            var read = reader.ReadAsync(received, Token);
            sent[0] = (byte)i;
            writer.Write(sent);
            right += await read == 1 && received[0] == (byte)i ? 1 : 0;
        }

        var garbage = (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Reads;
        Assert.Equal(WarmUp + Reads, right);
        Assert.True(garbage <= 64, $"{garbage:F0} bytes a read");
        writer.Dispose();
        Assert.Equal(0, await reader.ReadAsync(received, Token));
    }

    [Fact]
    public async Task AWriteThatWaitsSendsEveryByteAndLeavesNoGarbage()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.In);
        using var client = new AnonymousPipeClientStream(PipeDirection.Out, server.ClientSafePipeHandle);
        await using var reader = ChildPipe.Over(server);
        await using var sender = ChildPipe.Over(client);
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
