using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using StreamColorizer.Core.Live;
using StreamColorizer.Media.Live;

namespace StreamColorizer.Hosting;

/// <summary>The API: state of the feeds, restart, snapshot.</summary>
internal static class FeedEndpoints
{
    public static void Map(WebApplication app, FeedSupervisor feeds)
    {
        app.MapGet("/api/feeds", context => Json(context, [.. feeds.Feeds.Select(feed => feed.Status)]));
        app.MapPost("/api/feeds/{name}/restart", context => ForFeed(context, feeds, feed =>
        {
            feed.Restart();
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        }));
        app.MapGet("/api/feeds/{name}/snapshot.jpg", context => ForFeed(context, feeds, feed => SnapshotAsync(context, feed)));
    }

    private static Task ForFeed(HttpContext context, FeedSupervisor feeds, Func<FeedWorker, Task> answer)
    {
        if (feeds.Find((string?)context.Request.RouteValues["name"] ?? "") is { } feed)
            return answer(feed);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("There is no such feed.\n");
    }

    private static async Task SnapshotAsync(HttpContext context, FeedWorker feed)
    {
        using var frame = feed.TakeLast(out var color);
        if (frame is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("The feed has no picture yet.\n");
            return;
        }

        var view = context.Request.Query["view"] == "both" ? SnapshotView.Both
            : context.Request.Query["view"] == "original" ? SnapshotView.Original : SnapshotView.Color;
        var jpeg = SnapshotPainter.Encode(frame, color, view);
        context.Response.ContentType = "image/jpeg";
        context.Response.ContentLength = jpeg.Length;
        await context.Response.Body.WriteAsync(jpeg);
    }

    private static Task Json(HttpContext context, FeedStatus[] feeds)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(context.Response.Body, feeds, FeedJson.Default.FeedStatusArray);
    }
}

/// <summary>The API's JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(FeedStatus[]))]
internal sealed partial class FeedJson : JsonSerializerContext;
