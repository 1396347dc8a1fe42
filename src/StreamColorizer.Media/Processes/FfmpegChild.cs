using System.ComponentModel;
using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Text;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// A running ffmpeg or ffprobe. It dies with this process even on kill -9, is out of reach of the terminal's Ctrl-C,
/// and is killed and awaited on dispose, so that neither orphan nor zombie stays.
/// </summary>
public sealed partial class FfmpegChild : IAsyncDisposable
{
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ of fcntl(2)
    private const int PipeBytes = 1 << 20;
    private static readonly string[] Guard = FindGuard();
    private readonly Process _process;
    private readonly SidePipe? _side;
    private readonly Task _stderr;

    private FfmpegChild(Process process, SidePipe? side)
    {
        (_process, _side) = (process, side);
        Id = process.Id;
        _stderr = ReadComplaintsAsync();
    }

    /// <summary>What the child wrote to stderr so far.</summary>
    public ComplaintLog Log { get; } = new();

    /// <summary>The child's stdin.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>The child's stdout.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What the child writes to its side pipe; empty where it was started without one.</summary>
    public Stream Side => _side?.Stream ?? Stream.Null;

    /// <summary>The child's process id.</summary>
    public int Id { get; }

    /// <summary>Processor time that the child has used; null once it has ended.</summary>
    public TimeSpan? ProcessorTime
    {
        get
        {
            try
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }
            catch (Exception fault) when (fault is InvalidOperationException or Win32Exception)
            {
                // The second where it ends at this very moment.
                return null;
            }
        }
    }

    /// <summary>Starts ffmpeg or ffprobe.</summary>
    /// <param name="tool">ffmpeg or ffprobe.</param>
    /// <param name="arguments">One argument each, never a shell's string.</param>
    /// <param name="folder">The folder that it works in; null is this process's.</param>
    /// <exception cref="ColorizerException">The program is not installed or cannot be run.</exception>
    public static FfmpegChild Start(string tool, IEnumerable<string> arguments, string? folder = null) =>
        Start(tool, arguments, folder, null);

    /// <summary>Starts ffmpeg with one more pipe to write to.</summary>
    /// <param name="tool">ffmpeg or ffprobe.</param>
    /// <param name="arguments">Gives the arguments, knowing how the child has to name that pipe.</param>
    /// <exception cref="ColorizerException">The program is not installed or cannot be run.</exception>
    public static FfmpegChild StartWithSide(string tool, Func<string, IEnumerable<string>> arguments)
    {
        var side = new SidePipe();
        try
        {
            return Start(tool, arguments(side.Name), null, side);
        }
        catch
        {
            side.Dispose();
            throw;
        }
    }

    private static FfmpegChild Start(string tool, IEnumerable<string> arguments, string? folder, SidePipe? side)
    {
        var path = FfmpegTools.Find(tool);
        var info = new ProcessStartInfo
        {
            FileName = Guard.Length > 0 ? Guard[0] : path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        foreach (var word in Guard.Skip(1).Concat(Guard.Length > 0 ? [path] : []).Concat(arguments))
            info.ArgumentList.Add(word);
        info.Environment["AV_LOG_FORCE_NOCOLOR"] = "1";
        // A library of ffmpeg's keeps a pool of threads that begins by spinning; nothing here uses it.
        info.Environment["OPENBLAS_NUM_THREADS"] = "1";
        try
        {
            var child = new FfmpegChild(side is null ? ChildStarter.Start(info) : ChildStarter.Start(() => side.Start(info)), side);
            EnlargePipe(child.Input);
            EnlargePipe(child.Output);
            return child;
        }
        catch (Win32Exception fault)
        {
            throw new ColorizerException(ExitCode.Failed, $"The program {path} cannot be run: {fault.Message}.", fault);
        }
    }

    /// <summary>Waits for the end of the child and of its stderr.</summary>
    /// <returns>The exit code; 128 + n if signal n ended it.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _stderr.WaitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends the child at once; of no effect if it has ended.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself in the meantime.
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        await WaitAsync(CancellationToken.None);
        // Streams that were used are not closed with the process: their descriptors would wait for the collector.
        await _process.StandardInput.BaseStream.DisposeAsync();
        await _process.StandardOutput.BaseStream.DisposeAsync();
        _side?.Dispose();
        _process.StandardError.Dispose();
        _process.Dispose();
    }

    private static string[] FindGuard()
    {
        // setpriv asks the kernel for SIGKILL when the parent dies; setsid leaves the terminal's process group.
        // Both are in util-linux, which every Debian has, and both replace themselves by what follows.
        var path = Environment.GetEnvironmentVariable("PATH");
        return FfmpegTools.TryFind("setpriv", path) is { } setpriv && FfmpegTools.TryFind("setsid", path) is { } setsid
            ? [setpriv, "--pdeathsig", "KILL", "--", setsid]
            : [];
    }

    private static void EnlargePipe(Stream stream)
    {
        // Only a wish: where it is refused, the usual 64 KiB do as well, more slowly.
        if (OperatingSystem.IsLinux() && stream is PipeStream pipe)
            _ = Fcntl((int)pipe.SafePipeHandle.DangerousGetHandle(), SetPipeSize, PipeBytes);
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(int descriptor, int command, int argument);

    private async Task ReadComplaintsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
            Log.Add(line);
    }
}
