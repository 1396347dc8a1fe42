namespace EndToEnd.Tests.Support;

/// <summary>A folder that goes away with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const int Tries = 600;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    public string Path { get; } = Directory.CreateTempSubdirectory("streamcolorizer-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Remove(Path);

    /// <summary>Removes a folder whose writers are ending: children of a killed program live a moment longer than it.</summary>
    public static void Remove(string path)
    {
        for (var tries = 0; Directory.Exists(path); tries++)
        {
            try
            {
                Directory.Delete(path, recursive: true);
            }
            catch (IOException) when (tries < Tries)
            {
                Thread.Sleep(s_pause);
            }
        }
    }
}
