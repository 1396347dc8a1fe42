using StreamColorizer.Core.Errors;

namespace StreamColorizer.Core.Film;

/// <summary>
/// The folder <c>OUTPUT.streamcolorizer</c> that holds an unfinished film: plan, journal, finished segments. One
/// run holds its lock; the lock ends with the process, however that ends. Nothing of it stays after success.
/// </summary>
public sealed class WorkFolder : IDisposable
{
    private const string Suffix = ".streamcolorizer", Lock = "lock", Finished = "finished";
    private readonly FileStream _lock;

    private WorkFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The plan.</summary>
    public string PlanPath => System.IO.Path.Combine(Path, "plan.json");

    /// <summary>Timestamps.</summary>
    public string FramesPath => System.IO.Path.Combine(Path, "frames.txt");

    /// <summary>The journal of finished segments.</summary>
    public string JournalPath => System.IO.Path.Combine(Path, "journal.jsonl");

    /// <summary>Pictures of the moments that report and contact sheet show.</summary>
    public string MomentsPath => System.IO.Path.Combine(Path, "moments");

    private string FinishedPath => System.IO.Path.Combine(Path, Finished);

    /// <summary>Where the work folder of an output is.</summary>
    public static string PathFor(string output) => System.IO.Path.GetFullPath(output) + Suffix;

    /// <summary>Makes the folder where there is none, and takes its lock.</summary>
    /// <param name="output">The output file.</param>
    /// <exception cref="ColorizerException">The folder cannot be made, or another run holds the lock.</exception>
    public static WorkFolder Open(string output)
    {
        var path = PathFor(output);
        try
        {
            // CreateDirectory would make missing parents too, and a mistyped output would grow a tree of them.
            if (!Directory.Exists(System.IO.Path.GetDirectoryName(path)))
                throw new DirectoryNotFoundException();
            Directory.CreateDirectory(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw OutputFault.Explain(fault, output);
        }

        return new WorkFolder(path, TakeLock(path, output));
    }

    /// <summary>Whether an earlier run was killed when only its renames and the end of its work folder were missing.</summary>
    /// <param name="output">The output file, or the pattern of a sequence.</param>
    public static bool IsFinished(string output) => File.Exists(System.IO.Path.Combine(PathFor(output), Finished));

    /// <summary>Removes the work folder of an output that is there, if its run was killed before it could do so itself.</summary>
    /// <param name="output">The output file.</param>
    public static void RemoveDelivered(string output)
    {
        var path = PathFor(output);
        // A joined film that is still here has not become the output: what lies there is an earlier one.
        if (!File.Exists(output) || !IsFinished(output) || Directory.GetFileSystemEntries(path, "joined*").Length > 0)
            return;
        using var folder = Open(output);
        folder.Remove();
    }

    /// <summary>A finished segment.</summary>
    public string SegmentPath(int segment, string extension) =>
        System.IO.Path.Combine(Path, $"segment-{segment:D5}{extension}");

    /// <summary>A segment that is being made.</summary>
    public string PartPath(int segment, string extension) =>
        System.IO.Path.Combine(Path, $"segment-{segment:D5}.part{extension}");

    /// <summary>Luma MD5s of a finished segment's frames as they came from the decoder.</summary>
    public string DecodedLumaPath(int segment) => SegmentPath(segment, ".decoded.txt");

    /// <summary>Luma MD5s of the frames that a finished segment's encoder was fed with.</summary>
    public string EncodedLumaPath(int segment) => SegmentPath(segment, ".encoded.txt");

    /// <summary>The joined film before its rename.</summary>
    public string JoinedPath(string extension) => System.IO.Path.Combine(Path, $"joined{extension}");

    /// <summary>Forgets all earlier work, keeping the lock.</summary>
    public void Clear()
    {
        RemoveContent();
        File.Delete(FinishedPath);
    }

    /// <summary>Notes that the film is joined and everything beside it is written: only its rename is missing.</summary>
    public void MarkFinished() => AtomicFile.Write(FinishedPath, static _ => { });

    /// <summary>Removes what was being made when an earlier run ended: segments, the joined film.</summary>
    public void RemoveParts()
    {
        File.Delete(FinishedPath);
        foreach (var part in Directory.EnumerateFiles(Path, "*.part*").Concat(Directory.EnumerateFiles(Path, "joined*")))
            File.Delete(part);
    }

    /// <summary>Removes the folder with everything in it; its mark goes last, so that a kill in between is recognized.</summary>
    public void Remove()
    {
        RemoveContent();
        Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    /// <summary>Gives the lock back; finished segments stay for a later run, a folder without any goes away.</summary>
    public void Dispose()
    {
        var journal = new FileInfo(JournalPath);
        if (Directory.Exists(Path) && (!journal.Exists || journal.Length == 0))
            Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    private void RemoveContent()
    {
        foreach (var entry in new DirectoryInfo(Path).EnumerateFileSystemInfos().Where(entry => entry.Name is not (Lock or Finished)))
        {
            if (entry is DirectoryInfo folder)
                folder.Delete(recursive: true);
            else
                entry.Delete();
        }
    }

    private static FileStream TakeLock(string path, string output)
    {
        var name = System.IO.Path.Combine(path, Lock);
        try
        {
            // FileShare.None is an advisory lock of the kernel, so it ends with the process.
            return new FileStream(name, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw OutputFault.Explain(fault, output);
        }
        catch (IOException fault) when (!OutputFault.IsDiskFull(fault))
        {
            throw new ColorizerException(ExitCode.TryAgain,
                $"Another run is already making {output}: wait for it, or choose another output with -o.", fault);
        }
    }
}
