using System.Security.Cryptography;
using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Media.Tests;

/// <summary>Everything that a source delivered.</summary>
internal sealed class Collected
{
    public List<string> Digests { get; } = [];

    public List<long> Pts { get; } = [];

    public List<long> Indexes { get; } = [];

    /// <summary>The top left luma sample of the first frame.</summary>
    public int FirstSample { get; private set; } = -1;

    public PlaneLayout Layout { get; private set; }

    public TimeBase TimeBase { get; private set; }

    public SourceOutcome Outcome { get; private set; }

    public static async Task<Collected> FromAsync(IFrameSource source, int maxFrameBytes = 64 << 20)
    {
        var result = new Collected();
        using var pool = new FramePool(4, maxFrameBytes);
        var channel = Channel.CreateBounded<Frame>(2);
        var reading = result.ReadAsync(channel.Reader);
        try
        {
            result.Outcome = await source.RunAsync(pool, channel.Writer, TestContext.Current.CancellationToken);
        }
        finally
        {
            channel.Writer.Complete();
            await reading;
        }

        result.TimeBase = source.TimeBase;
        Assert.Equal(0, pool.Outstanding);
        return result;
    }

    private async Task ReadAsync(ChannelReader<Frame> reader)
    {
        await foreach (var frame in reader.ReadAllAsync())
        {
            using (frame)
            {
                Digests.Add(Convert.ToHexStringLower(MD5.HashData(frame.Luma)));
                Pts.Add(frame.Pts);
                Indexes.Add(frame.Index);
                Layout = frame.Layout;
                if (FirstSample < 0)
                    FirstSample = Layout.BitDepth == 8 ? frame.Luma[0] : frame.Luma[0] | (frame.Luma[1] << 8);
            }
        }
    }
}
