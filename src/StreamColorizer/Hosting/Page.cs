using System.Reflection;
using Microsoft.AspNetCore.Builder;

namespace StreamColorizer.Hosting;

/// <summary>What is served as it stands, out of the program's own resources: the page, and the API's description.</summary>
internal static class Page
{
    public static void Map(WebApplication app)
    {
        Map(app, "/", "page.html", "text/html; charset=utf-8");
        Map(app, "/openapi.json", "openapi.json", "application/json; charset=utf-8");
    }

    private static void Map(WebApplication app, string path, string name, string type)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        app.MapGet(path, context =>
        {
            context.Response.ContentType = type;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        });
    }
}
