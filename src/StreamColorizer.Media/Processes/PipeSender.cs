using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// Writes a child's pipe as <see cref="PipeStream"/> does, through a socket object over its descriptor, without the
/// garbage that a pipe's own write leaves each time it waits: a frame is larger than a pipe, so each one waits.
/// </summary>
internal sealed class PipeSender : Stream
{
    private readonly Socket _socket;

    private PipeSender(PipeStream pipe) =>
        _socket = new Socket(new SafeSocketHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false));

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A writer over the same descriptor, which stays the stream's; a stream that is no pipe comes back as it is.</summary>
    public static Stream Over(Stream stream) =>
        OperatingSystem.IsLinux() && stream is PipeStream pipe ? new PipeSender(pipe) : stream;

    /// <inheritdoc />
    /// <exception cref="IOException">The reader is gone.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            while (buffer.Length > 0)
                buffer = buffer[await _socket.SendAsync(buffer, SocketFlags.None, cancellationToken)..];
        }
        catch (SocketException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _socket.Dispose();
        base.Dispose(disposing);
    }
}
