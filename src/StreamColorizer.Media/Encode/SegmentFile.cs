using StreamColorizer.Media.Containers;

namespace StreamColorizer.Media.Encode;

/// <summary>A segment's file as the encoder left it.</summary>
internal static class SegmentFile
{
    // It is made anew for each segment: a larger one would be garbage of the costly kind.
    private const int BufferBytes = 1 << 15;

    /// <summary>What is wrong with the file, as a part of a sentence, or null: whether it begins with a key frame and holds so many frames.</summary>
    /// <param name="path">The file.</param>
    /// <param name="frames">Frames that it has to hold.</param>
    public static async Task<string?> FaultAsync(string path, int frames)
    {
        var (count, isKey) = (0, false);
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
            var reader = new NutReader(file);
            while (await reader.ReadHeadAsync(CancellationToken.None) is { } packet)
            {
                await reader.SkipPayloadAsync(packet.Size, CancellationToken.None);
                isKey |= count++ == 0 && packet.Key;
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            // The file breaks off; how many frames are whole is counted.
        }

        if (count == frames)
            return isKey ? null : "the segment does not begin with a key frame";
        return $"{count} of the segment's {frames} frames are in the file";
    }
}
