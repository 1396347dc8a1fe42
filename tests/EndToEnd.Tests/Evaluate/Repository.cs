namespace EndToEnd.Tests.Evaluate;

/// <summary>Places in the repository.</summary>
internal static class Repository
{
    /// <summary>The small bundle with random weights.</summary>
    public static string TinyBundle => Path.Combine(Root(AppContext.BaseDirectory), "tests", "assets", "tiny-bundle");

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "StreamColorizer.sln"))
        ? folder
        : Root(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository."));
}
