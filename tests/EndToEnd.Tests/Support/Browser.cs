namespace EndToEnd.Tests.Support;

/// <summary>A headless Chromium.</summary>
internal static class Browser
{
    /// <summary>Opens a page, lets a script act on it like a viewer, and gives the document as it stands then.</summary>
    public static async Task<string> OpenAsync(string page, string script)
    {
        var acted = page + ".acted.html";
        File.WriteAllText(
            acted,
            File.ReadAllText(page).Replace("</body>", $"<script>{script}</script></body>", StringComparison.Ordinal));
        var profile = Directory.CreateTempSubdirectory("chromium-");
        try
        {
            var dom = await Cli.ToolAsync(
                "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                $"--user-data-dir={profile.FullName}", "--dump-dom", "file://" + acted);
            // What the page's data and scripts say is not what it shows.
            return dom[..dom.IndexOf("<script", StringComparison.Ordinal)];
        }
        finally
        {
            TemporaryFolder.Remove(profile.FullName);
        }
    }
}
