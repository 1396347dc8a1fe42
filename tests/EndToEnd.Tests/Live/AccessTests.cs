using System.Net;
using System.Text;
using EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Live;

/// <summary>Who may ask the service what.</summary>
public sealed class AccessTests
{
    private const string Token = "0123456789abcdef";
    private const string Feeds = "  - {name: yard, source: none.mkv}\n";

    [Fact]
    public async Task WithAToken_OnlyHealthIsFree_AndWhoGuessesWaits()
    {
        using var folder = new TemporaryFolder();
        await using var service = Start(folder, ("STREAMCOLORIZER__HTTP__ADDRESS", "0.0.0.0"));
        await LivesAsync(service);
        Assert.Contains("without TLS", service.Log);
        foreach (var place in (string[])["/", "/openapi.json", "/metrics", "/api/feeds", "/api/feeds/yard/snapshot.jpg", "/nothing"])
        {
            for (var i = 0; i < 3; i++)
                Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service, place));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, "/metrics", $"Bearer {Token}"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, "/", Basic(Token)));
        for (var guesses = 0; guesses < 10; guesses++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(service, "/metrics", guesses % 2 == 0 ? $"Bearer guess{guesses}" : Basic($"guess{guesses}")));
        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(service, "/metrics", $"Bearer {Token}"));
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, "/healthz", method: method));
    }

    [Fact]
    public async Task WhatABrowserRemembers_ServesNoOtherPage()
    {
        using var folder = new TemporaryFolder();
        await using var service = Start(folder);
        await LivesAsync(service);
        const string restart = "/api/feeds/yard/restart";
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(service, restart, Basic(Token), origin: "http://evil.example", method: HttpMethod.Post));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(service, restart, Basic(Token), origin: $"http://127.0.0.1:{service.Port}", method: HttpMethod.Post));
        Assert.Equal(HttpStatusCode.Accepted, await StatusAsync(service, restart, $"Bearer {Token}", method: HttpMethod.Post));
    }

    [Fact]
    public async Task ABrowserThatKnowsTheToken_ShowsThePage_AndNoOther()
    {
        using var folder = new TemporaryFolder();
        await using var service = Start(folder);
        await LivesAsync(service);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await PageTests.LaunchAsync(playwright);
        await using var stranger = await browser.NewContextAsync();
        var closed = await stranger.NewPageAsync();
        closed.SetDefaultTimeout(PageTests.Patience);
        await Assert.ThrowsAsync<PlaywrightException>(() => closed.GotoAsync($"http://127.0.0.1:{service.Port}/"));
        await using var friend = await browser.NewContextAsync(new() { HttpCredentials = new() { Username = "me", Password = Token } });
        var page = await friend.NewPageAsync();
        page.SetDefaultTimeout(PageTests.Patience);
        await page.GotoAsync($"http://127.0.0.1:{service.Port}/");
        await Assertions.Expect(page.Locator(".name")).ToHaveTextAsync("yard", new() { Timeout = PageTests.Patience });
    }

    [Fact]
    public async Task OnLoopback_OtherPagesCannotAsk()
    {
        using var folder = new TemporaryFolder();
        await using var service = Service.Start(folder.Path, Feeds);
        await LivesAsync(service);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(service, "/api/feeds"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(service, "/api/feeds", host: "evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(service, "/api/feeds", origin: "http://evil.example"));
        await service.UntilAsync("yard", feed => feed.GetProperty("lastError").ValueKind == System.Text.Json.JsonValueKind.String, "the missing file is told");
        Assert.Contains("none.mkv", (await service.FeedAsync("yard")).GetProperty("lastError").GetString());
    }

    private static Service Start(TemporaryFolder folder, params (string, string)[] more) =>
        Service.Start(folder.Path, Feeds, [("STREAMCOLORIZER__HTTP__TOKEN", Token), .. more]);

    private static Task LivesAsync(Service service) =>
        Tools.UntilAsync(async () => await StatusAsync(service, "/readyz") == HttpStatusCode.OK, "the service has begun its feeds", () => service.Log);

    private static string Basic(string token) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"anybody:{token}"))}";

    private static async Task<HttpStatusCode> StatusAsync(
        Service service, string place, string? authorization = null, string? host = null, string? origin = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, place);
        request.Headers.Host = host;
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)[("Authorization", authorization), ("Origin", origin)])
        {
            if (value is not null)
                request.Headers.Add(name, value);
        }

        try
        {
            using var response = await service.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
