using StreamColorizer.Core.Configuration;

namespace Core.Tests.Configuration;

public sealed class FeedUrlTests
{
    [Theory]
    [InlineData("rtsp://cam/stream", "", "", "rtsp://cam/stream")]
    [InlineData("rtsp://cam:554/a@b", "", "", "rtsp://cam:554/a@b")]
    [InlineData("rtsp://me:pw@cam:554/s", "me", "pw", "rtsp://cam:554/s")]
    [InlineData("rtsp://me:p%40ss%3Aw%2Frd@cam/s", "me", "p@ss:w/rd", "rtsp://cam/s")]
    [InlineData("rtsp://me:p@ss:w/rd@cam/s", "me", "p@ss:w/rd", "rtsp://cam/s")]
    [InlineData("rtsp://me@[fe80::1]:8554/s", "me", "", "rtsp://[fe80::1]:8554/s")]
    [InlineData("RTSP://me:pw@cam/a@b", "me", "pw", "rtsp://cam/a@b")]
    public void Parts(string address, string user, string password, string place)
    {
        var url = new FeedUrl(address);
        Assert.Equal((user, password, place), (url.User, url.Password, url.WithoutCredentials));
    }

    [Theory]
    [InlineData("rtsp://me:p@ss:w/rd@cam/s")]
    [InlineData("rtsp://me:p%40ss%3Aw%2Frd@cam/s")]
    [InlineData("rtsp://me:12/p@ss:w/rd@cam/s")]
    [InlineData("http://cam/s?user=me&pwd=p@ss:w/rd")]
    public void Shown_HoldsNoPieceOfThePassword(string address)
    {
        var shown = $"{new FeedUrl(address)}";
        foreach (var piece in (string[])["ss", "w/rd", "rd@", "%40", "me"])
            Assert.DoesNotContain(piece, shown);
        Assert.Contains("***", shown);
    }

    [Fact]
    public void MaskIn_CoversUrlAndPasswordInEveryForm()
    {
        var url = new FeedUrl("rtsp://me:p@ss:w/rd@cam/s");
        var text = url.MaskIn($"{url.Secret} failed, p@ss:w/rd and p%40ss%3Aw%2Frd");
        Assert.Equal("rtsp://***@cam/s failed, *** and ***", text);
    }

    [Fact]
    public void PathsAreTakenAsTheyAre()
    {
        Assert.Equal("clips/a@b.mkv", $"{new FeedUrl("clips/a@b.mkv")}");
        Assert.Equal("", new FeedUrl("/dev/video0").Scheme);
        Assert.False(new FeedUrl("clips/a@b.mkv").HasSecret);
    }
}
