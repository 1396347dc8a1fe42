using System.Text;
using StreamColorizer.Media.Live;

namespace Media.Tests.Live;

/// <summary>What the other side of an RTSP connection sends is read with suspicion.</summary>
public sealed class RtspMessageTests
{
    [Fact]
    public async Task AMessage_AndAPacketBehindIt_AreReadWhole()
    {
        using var stream = new MemoryStream([.. Encoding.ASCII.GetBytes("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc$"), 0, 0, 2, 7, 8]);
        var answer = await RtspMessage.ReadAsync(stream, TestContext.Current.CancellationToken);
        Assert.Equal(("RTSP/1.0 200 OK", "abc"), (answer!.Start, Encoding.ASCII.GetString(answer.Body.Span)));
        var packet = await RtspMessage.ReadAsync(stream, TestContext.Current.CancellationToken);
        Assert.True(packet!.IsPacket);
        Assert.Equal([(byte)'$', 0, 0, 2, 7, 8], packet.Bytes.ToArray());
        Assert.Null(await RtspMessage.ReadAsync(stream, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Content-Length: many")]
    [InlineData("Content-Length: -5")]
    [InlineData("Content-Length: 2000000000")]
    [InlineData("Content-Length: 99999999999")]
    public async Task ALengthThatCannotBe_IsNoMessage(string header)
    {
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes($"RTSP/1.0 200 OK\r\n{header}\r\n\r\n"));
        await Assert.ThrowsAsync<InvalidDataException>(() => RtspMessage.ReadAsync(stream, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void AChallengeThatSaysAWordTwice_IsAnswered()
    {
        var login = new RtspLogin("viewer", "p@ss");
        Assert.True(login.TakeChallenge(["Digest realm=\"yard\", nonce=\"1\", realm=\"other\""]));
        Assert.StartsWith("Digest username=\"viewer\", realm=\"yard\", nonce=\"1\"", login.Answer("DESCRIBE", "rtsp://camera/s"));
    }
}
