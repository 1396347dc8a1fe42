using System.Reflection;

namespace StreamColorizer.Core.Film;

/// <summary>Pages without outside resources: a template of this assembly with the pages' common style and script, and data.</summary>
internal static class HtmlPage
{
    /// <summary>Writes a page, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="template">Name of the template's resource.</param>
    /// <param name="json">What the page's script reads; its serializer escaped &lt;, &gt; and &amp;, so it cannot end the script element.</param>
    public static void Write(string path, string template, string json)
    {
        var page = Read(template)
            .Replace("/*STYLE*/", Read("StreamColorizer.Core.Film.page.css"), StringComparison.Ordinal)
            .Replace("/*SCRIPT*/", Read("StreamColorizer.Core.Film.page.js"), StringComparison.Ordinal)
            // Last, for names in the data may look like marks.
            .Replace("/*DATA*/", json, StringComparison.Ordinal);
        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true);
            text.Write(page);
        });
    }

    private static string Read(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the assembly.");
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
