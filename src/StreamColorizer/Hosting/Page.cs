using System.Reflection;
using Microsoft.AspNetCore.Builder;

namespace StreamColorizer.Hosting;

/// <summary>The page, out of the program's own resources.</summary>
internal static class Page
{
    public static void Map(WebApplication app)
    {
        var page = Read("page.html");
        app.MapGet("/", context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.Body.WriteAsync(page).AsTask();
        });
    }

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
