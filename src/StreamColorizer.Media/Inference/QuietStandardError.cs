using System.Runtime.InteropServices;

namespace StreamColorizer.Media.Inference;

/// <summary>
/// Sends what native libraries write to stderr nowhere, until it is disposed: Dawn warns there of limits that concern
/// nobody. The program's own sentences still come through, for .NET writes to a duplicate of stderr.
/// </summary>
internal sealed partial class QuietStandardError : IDisposable
{
    private const int StandardError = 2, WriteOnly = 1;

    private readonly int _kept;

    /// <summary>Begins the silence; one at a time.</summary>
    public QuietStandardError()
    {
        // So that .NET has its duplicate before the silence begins.
        Console.Error.Flush();
        _kept = Duplicate(StandardError);
        var nowhere = Open("/dev/null", WriteOnly);
        if (_kept >= 0 && nowhere >= 0)
            _ = Duplicate(nowhere, StandardError);
        if (nowhere >= 0)
            _ = Close(nowhere);
    }

    /// <summary>Ends the silence.</summary>
    public void Dispose()
    {
        if (_kept < 0)
            return;
        _ = Duplicate(_kept, StandardError);
        _ = Close(_kept);
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int from, int to);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
