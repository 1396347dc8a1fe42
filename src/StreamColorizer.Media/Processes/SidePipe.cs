using System.Diagnostics;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace StreamColorizer.Media.Processes;

/// <summary>A pipe from a child to this process, beside stdout. The child inherits its end, and no other child does.</summary>
internal sealed partial class SidePipe : IDisposable
{
    private const int SetDescriptorFlags = 2; // F_SETFD of fcntl(2)
    private const int CloseOnExec = 1;
    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.In, HandleInheritability.None);

    /// <summary>How the child names its end, in ffmpeg's words.</summary>
    public string Name => $"pipe:{Descriptor}";

    /// <summary>This process's end.</summary>
    public Stream Stream => _pipe;

    private int Descriptor => (int)_pipe.ClientSafePipeHandle.DangerousGetHandle();

    /// <summary>Starts the one process that inherits the child's end.</summary>
    public Process? Start(ProcessStartInfo info)
    {
        try
        {
            if (Fcntl(Descriptor, SetDescriptorFlags, 0) != 0)
                throw new IOException("A pipe cannot be handed to a child.");
            return Process.Start(info);
        }
        finally
        {
            _ = Fcntl(Descriptor, SetDescriptorFlags, CloseOnExec);
            _pipe.DisposeLocalCopyOfClientHandle();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _pipe.Dispose();

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(int descriptor, int command, int argument);
}
