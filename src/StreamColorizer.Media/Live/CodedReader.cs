using StreamColorizer.Core.Live;
using StreamColorizer.Media.Containers;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Live;

/// <summary>Reads the coded streams that a child writes beside the frames, and hands on those that are wanted.</summary>
/// <param name="receiver">Takes the packets.</param>
internal sealed class CodedReader(ICodedReceiver receiver)
{
    // They are declared when the child has opened its input, before its first picture is decoded.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly TaskCompletionSource _declared = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CodedStream?[] _streams = [];

    /// <summary>The camera's sound, if it has any and somebody wants it.</summary>
    public CodedStream? Sound => Find(CodedKind.Sound);

    /// <summary>The camera's own picture, if somebody wants it.</summary>
    public CodedStream? Original => Find(CodedKind.Original);

    /// <summary>Waits until the streams are known; a child that does not tell in time has none.</summary>
    public async Task DeclaredAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _declared.Task.WaitAsync(s_patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            // The picture goes on without.
        }
    }

    /// <summary>Reads until the child ends.</summary>
    public async Task RunAsync(FfmpegChild child)
    {
        await using var pipe = ChildPipe.Over(child.Side);
        var reader = new NutReader(pipe);
        try
        {
            while (await reader.ReadHeadAsync(CancellationToken.None) is { } packet)
            {
                if (!_declared.Task.IsCompleted)
                    Declare(reader.Streams);
                await TakeAsync(reader, packet);
            }
        }
        catch (Exception fault) when (fault is EndOfStreamException or InvalidDataException or IOException or OverflowException)
        {
            // What cannot be read is not carried, but the child must not wait for room in the pipe.
            await pipe.CopyToAsync(Stream.Null);
        }
        finally
        {
            _declared.TrySetResult();
        }
    }

    private void Declare(IReadOnlyList<NutStream> streams)
    {
        _streams = [.. streams.Select(stream => CodedFormat.Describe(stream) is { } coded && receiver.Wants(coded.Kind) ? coded : null)];
        _declared.TrySetResult();
    }

    private async Task TakeAsync(NutReader reader, NutPacket packet)
    {
        if (_streams.ElementAtOrDefault(packet.StreamId) is not { } stream
            || receiver.TryRent(stream, packet.Pts, packet.Key, packet.Size) is not { } coded)
        {
            await reader.SkipPayloadAsync(packet.Size, CancellationToken.None);
            return;
        }

        try
        {
            await reader.ReadPayloadAsync(coded.Bytes, CancellationToken.None);
        }
        catch
        {
            coded.Dispose();
            throw;
        }

        receiver.Carry(coded);
    }

    private CodedStream? Find(CodedKind kind) => Array.Find(_streams, stream => stream?.Kind == kind);
}
