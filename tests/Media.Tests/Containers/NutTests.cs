using StreamColorizer.Core.Frames;
using StreamColorizer.Media.Containers;

namespace Media.Tests.Containers;

public sealed class NutTests
{
    // Y800
    private const uint Gray = 0x30303859;
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(8, 64, 48)]
    [InlineData(10, 33, 17)]
    [InlineData(8, 1, 1)]
    [InlineData(16, 640, 480)]
    public async Task RoundTripKeepsTimestampsAndBytes(int depth, int width, int height)
    {
        var layout = new PlaneLayout(width, height, depth, ChromaSampling.Yuv420);
        var stream = new NutStream(0, true, RawFormat.FourCcOf(layout), new TimeBase(1001, 30000), width, height, 4, 3);
        long[] pts = [0, 1, 5, 130, 70000, 70001, long.MaxValue / 4];
        var payloads = pts.Select(p => Noise(layout.TotalBytes, (int)(p % 1000))).ToArray();
        using var file = new MemoryStream();
        var writer = new NutWriter(file, stream);
        for (var i = 0; i < pts.Length; i++)
            await writer.WriteAsync(pts[i], payloads[i], Token);
        file.Position = 0;
        var reader = new NutReader(file);
        for (var i = 0; i < pts.Length; i++)
        {
            var head = await reader.ReadHeadAsync(Token);
            Assert.Equal(new NutPacket(0, pts[i], layout.TotalBytes, true), head);
            var read = new byte[layout.TotalBytes];
            await reader.ReadPayloadAsync(read, Token);
            Assert.Equal(payloads[i], read);
        }

        Assert.Null(await reader.ReadHeadAsync(Token));
        Assert.Equal([stream], reader.Streams);
    }

    [Fact]
    public async Task FfmpegReadsWhatTheWriterWrites()
    {
        using var folder = new TempFolder();
        var layout = new PlaneLayout(322, 242, 10, ChromaSampling.Yuv422);
        var stream = new NutStream(0, true, RawFormat.FourCcOf(layout), new TimeBase(1, 64000), 322, 242, 16, 11);
        await using (var file = File.Create(folder["a.nut"]))
        {
            var writer = new NutWriter(file, stream);
            foreach (var pts in (long[])[44800, 46000, 60000, 64000])
                await writer.WriteAsync(pts, Noise(layout.TotalBytes, (int)pts), Token);
        }

        Assert.Equal([0.7m, 0.71875m, 0.9375m, 1m], Ffmpeg.Times(folder["a.nut"]));
        var facts = Ffmpeg.Probe(
            "-show_entries", "stream=pix_fmt,width,height,sample_aspect_ratio,time_base", "-of", "csv=p=0", folder["a.nut"]);
        Assert.Equal("322,242,16:11,yuv422p10le,1/64000", facts.Trim());
    }

    [Fact]
    public async Task StreamsBesideTheFrames_ComeBackAsTheyWere_AndOneSyncpointIsEnough()
    {
        NutStream[] streams =
        [
            new(0, true, Gray, new TimeBase(1, 90000), 4, 4),
            new(1, false, 0xFF, new TimeBase(1, 16000), 0, 0) { SampleRate = 16000, Channels = 1, Setup = [0x14, 0x08] },
            new(2, true, 0x34363248, new TimeBase(1, 90000), 4, 4) { DecodeDelay = 2, Setup = [0, 0, 0, 1, 0x67] },
        ];
        using var file = new MemoryStream();
        var writer = new NutWriter(file, streams);
        NutPacket[] packets = [new(2, 0, 300, true), new(0, 0, 16, true), new(1, 512, 20, true), new(2, 9000, 5000, false), new(0, 9000, 16, true)];
        foreach (var packet in packets)
            await writer.WriteAsync(packet.StreamId, packet.Pts, packet.Key, Noise(packet.Size, packet.Size), Token);
        Assert.Equal(1, file.ToArray().AsSpan().Count((byte[])[0x4E, 0x4B, 0xE4, 0xAD, 0xEE, 0xCA, 0x45, 0x69]));

        file.Position = 0;
        var reader = new NutReader(file);
        foreach (var packet in packets)
        {
            Assert.Equal(packet, await reader.ReadHeadAsync(Token));
            var read = new byte[packet.Size];
            await reader.ReadPayloadAsync(read, Token);
            Assert.Equal(Noise(packet.Size, packet.Size), read);
        }

        Assert.Equal(streams, reader.Streams);
    }

    [Fact]
    public async Task SideDataBeforeAPacket_IsPassedOver()
    {
        using var folder = new TempFolder();
        string[] source = ["-f", "lavfi", "-i", "sine=r=16000:d=1", "-c:a", "aac", "-map_metadata", "-1"];
        Ffmpeg.Run([.. source, folder["a.mp4"]]);
        // The priming of AAC is side data of its first packet.
        Ffmpeg.Run(["-i", folder["a.mp4"], "-c", "copy", "-f_strict", "experimental", "-syncpoints", "none", folder["a.nut"]]);
        Ffmpeg.Run(["-i", folder["a.mp4"], "-map", "0:a", "-c", "copy", "-f", "data", folder["a.raw"]]);
        await using var file = File.OpenRead(folder["a.nut"]);
        var reader = new NutReader(file);
        var all = new List<byte>();
        while (await reader.ReadHeadAsync(Token) is { } head)
        {
            var read = new byte[head.Size];
            await reader.ReadPayloadAsync(read, Token);
            all.AddRange(read);
        }

        var expected = await File.ReadAllBytesAsync(folder["a.raw"], Token);
        Assert.True(expected.AsSpan().EndsWith([.. all]), $"{all.Count} bytes of {expected.Length}");
        Assert.True(all.Count > expected.Length * 9 / 10);
    }

    [Theory]
    [InlineData("gray", 8, "320x240")]
    [InlineData("gray10le", 10, "320x240")]
    [InlineData("gray16le", 16, "320x240")]
    [InlineData("gray", 8, "2x2")]
    public async Task TheReaderReadsWhatFfmpegWrites(string format, int depth, string size)
    {
        using var folder = new TempFolder();
        string[] source = ["-f", "lavfi", "-i", $"testsrc2=s={size}:r=25:d=2", "-pix_fmt", format, "-c:v", "rawvideo", "-map_metadata", "-1"];
        Ffmpeg.Run([.. source, folder["a.nut"]]);
        Ffmpeg.Run([.. source, "-f", "rawvideo", folder["a.raw"]]);
        var expected = await File.ReadAllBytesAsync(folder["a.raw"], Token);
        await using var file = File.OpenRead(folder["a.nut"]);
        var reader = new NutReader(file);
        var count = 0;
        var offset = 0;
        while (await reader.ReadHeadAsync(Token) is { } head)
        {
            var stream = reader.Streams[0];
            Assert.Equal(depth, RawFormat.GrayDepth(stream.FourCc));
            Assert.Equal(count / 25.0, stream.TimeBase.Seconds(head.Pts), 9);
            var read = new byte[head.Size];
            await reader.ReadPayloadAsync(read, Token);
            Assert.True(expected.AsSpan(offset, head.Size).SequenceEqual(read), $"frame {count}");
            offset += head.Size;
            count++;
        }

        Assert.Equal(50, count);
    }

    [Fact]
    public async Task AWrongChecksumIsNotBelieved()
    {
        using var file = new MemoryStream();
        var writer = new NutWriter(file, new NutStream(0, true, Gray, new TimeBase(1, 25), 4, 4));
        await writer.WriteAsync(0, new byte[16], Token);
        file.GetBuffer()[40] ^= 1;
        file.Position = 0;
        await Assert.ThrowsAsync<InvalidDataException>(async () => await new NutReader(file).ReadHeadAsync(Token));
    }

    [Fact]
    public async Task DamageAnywhereIsToldAsSuch()
    {
        using var whole = new MemoryStream();
        var writer = new NutWriter(whole, new NutStream(0, true, Gray, new TimeBase(1, 25), 4, 4));
        for (var pts = 0; pts < 3; pts++)
            await writer.WriteAsync(pts, new byte[16], Token);
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var value in (byte[])[0, 1, 0x7F, 0x80, 0xFF])
            {
                var bytes = whole.ToArray();
                bytes[at] = value;
                var fault = await Record.ExceptionAsync(() => ReadAllAsync(bytes));
                Assert.True(fault is null or InvalidDataException or EndOfStreamException, $"byte {at} as {value}: {fault}");
            }
        }

        static async Task ReadAllAsync(byte[] bytes)
        {
            var reader = new NutReader(new MemoryStream(bytes));
            while (await reader.ReadHeadAsync(Token) is { } head)
                await reader.SkipPayloadAsync(head.Size, Token);
        }
    }

    [Theory]
    [InlineData("plain text, nothing of a container in it")]
    [InlineData("nut/multi")]
    public async Task WhatIsNoNutIsRefused(string text)
    {
        using var file = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await new NutReader(file).ReadHeadAsync(Token));
    }

    private static byte[] Noise(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
