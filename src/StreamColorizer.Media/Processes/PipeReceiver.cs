using System.IO.Pipes;
using System.Net.Sockets;

namespace StreamColorizer.Media.Processes;

/// <summary>
/// Reads a child's pipe as <see cref="PipeStream"/> does, through a socket object over its descriptor, without the
/// garbage of 150 bytes that a pipe's own read leaves each time it waits: a frame comes in about ten pieces.
/// </summary>
internal sealed class PipeReceiver : Stream
{
    private readonly Socket _socket;

    private PipeReceiver(PipeStream pipe) =>
        _socket = new Socket(new SafeSocketHandle(pipe.SafePipeHandle.DangerousGetHandle(), ownsHandle: false));

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A reader over the same descriptor, which stays the stream's; a stream that is no pipe comes back as it is.</summary>
    public static Stream Over(Stream stream) =>
        OperatingSystem.IsLinux() && stream is PipeStream pipe ? new PipeReceiver(pipe) : stream;

    /// <inheritdoc />
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => _socket.Receive(buffer, offset, count, SocketFlags.None);

    /// <inheritdoc />
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _socket.Dispose();
        base.Dispose(disposing);
    }
}
