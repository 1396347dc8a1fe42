namespace Media.Tests;

/// <summary>The folder of photographs and clips that is not in the repository.</summary>
internal static class TestData
{
    private const string Variable = "STREAMCOLORIZER_DATA";

    /// <summary>The folder; the test is skipped where the environment does not name one.</summary>
    public static string Root
    {
        get
        {
            var root = Environment.GetEnvironmentVariable(Variable);
            Assert.SkipWhen(string.IsNullOrEmpty(root), $"{Variable} is not set: the folder with photographs and clips");
            return root!;
        }
    }
}
