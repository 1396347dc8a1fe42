using EndToEnd.Tests.Support;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Live;

public sealed class PageTests
{
    /// <summary>In milliseconds; only bounds a hang.</summary>
    internal const float Patience = 300_000;

    [Fact]
    public async Task PicturesMove_TheSliderWorks_AndALostCameraShowsAndComesBack()
    {
        using var folder = new TemporaryFolder();
        var camera = Ports.Take();
        var stream = await RtspServer.EncodeAsync(folder.Path, "yard", "160x90");
        var server = await RtspServer.StartAsync(camera, null, $"yard={stream}");
        await using var service = Service.Start(folder.Path, $"  - {{name: yard, source: 'rtsp://127.0.0.1:{camera}/yard', colorize: always}}\n");
        await service.UntilAsync("yard", feed => feed.GetProperty("out").GetInt64() > 5, "frames went out");

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 390, Height = 800 } });
        page.SetDefaultTimeout(Patience);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        await page.GotoAsync($"http://127.0.0.1:{service.Port}/");
        await WaitAsync(page, "() => document.querySelector('article')?.dataset.shown > 2");
        var first = await PictureAsync(page);
        await WaitAsync(page, $"() => document.querySelector('canvas.color').toDataURL() !== {System.Text.Json.JsonSerializer.Serialize(first)}");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "nothing is wider than a phone");

        await page.Locator("input[type=range]").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        Assert.Equal("inset(0px 100% 0px 0px)", await page.EvaluateAsync<string>("() => document.querySelector('canvas.color').style.clipPath"));

        await server.DisposeAsync();
        await Assertions.Expect(page.Locator(".state")).Not.ToHaveTextAsync("up", new() { Timeout = Patience });
        await Assertions.Expect(page.Locator(".error")).Not.ToBeEmptyAsync(new() { Timeout = Patience });
        await using var back = await RtspServer.StartAsync(camera, null, $"yard={stream}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reconnect yard" }).ClickAsync();
        await Assertions.Expect(page.Locator(".state")).ToHaveTextAsync("up", new() { Timeout = Patience });
        if (Environment.GetEnvironmentVariable("STREAMCOLORIZER_SCREENSHOT") is { } place)
            await page.ScreenshotAsync(new() { Path = place });
        Assert.Empty(errors);
    }

    /// <summary>Debian's Chromium.</summary>
    internal static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = "/usr/bin/chromium",
        Timeout = Patience,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    private static Task WaitAsync(IPage page, string condition) => page.WaitForFunctionAsync(condition, null, new() { Timeout = Patience });

    private static Task<string> PictureAsync(IPage page) => page.EvaluateAsync<string>("() => document.querySelector('canvas.color').toDataURL()");
}
