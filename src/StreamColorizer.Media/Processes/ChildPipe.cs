using System.IO.Pipes;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// Reads or writes a child's pipe as <see cref="PipeStream"/> does, through a socket object over its descriptor, without
/// the garbage of 150 bytes that a pipe's own operation leaves each time it waits: a frame is larger than a pipe, so each
/// is read in about ten pieces, and each write waits.
/// </summary>
internal sealed class ChildPipe : Stream
{
    private readonly Socket _socket;

    private ChildPipe(PipeStream pipe)
    {
        _socket = new Socket(new SafeSocketHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false));
        (CanRead, CanWrite) = (pipe.CanRead, pipe.CanWrite);
    }

    /// <inheritdoc />
    public override bool CanRead { get; }

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite { get; }

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A stream over the same descriptor, which stays the pipe's; a stream that is no pipe comes back as it is.</summary>
    public static Stream Over(Stream stream) =>
        OperatingSystem.IsLinux() && stream is PipeStream pipe ? new ChildPipe(pipe) : stream;

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => _socket.Receive(buffer, offset, count, SocketFlags.None);

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
