using System.IO.Pipes;
using StreamColorizer.Media.Processes;

namespace Media.Tests.Processes;

/// <summary>Alone: the garbage of other tests would count.</summary>
[Collection(nameof(Decode.AllocationTests))]
public sealed class PipeReceiverTests
{
    private const int WarmUp = 100, Reads = 1000;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReadThatWaitsGivesTheBytesAndLeavesNoGarbage()
    {
        using var server = new AnonymousPipeServerStream(PipeDirection.In);
        using var writer = new AnonymousPipeClientStream(PipeDirection.Out, server.ClientSafePipeHandle);
        await using var reader = PipeReceiver.Over(server);
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
}
