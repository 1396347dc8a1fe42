using System.Globalization;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Encode;

/// <summary>What a written film says about its times, by ffprobe.</summary>
/// <param name="Frames">When each frame begins in seconds, ascending.</param>
/// <param name="Picture">Length of the picture's stream in seconds, where the container says it.</param>
/// <param name="Film">Length of all streams together in seconds, where the container says it.</param>
/// <param name="IsPictureAlone">True if the picture is the only stream that takes time.</param>
internal sealed record WrittenTimes(IReadOnlyList<double> Frames, double? Picture, double? Film, bool IsPictureAlone)
{
    /// <summary>Reads a film's times.</summary>
    /// <param name="path">The film.</param>
    /// <param name="expected">Frames that it should have.</param>
    /// <param name="cancellationToken">Ends the child and the wait.</param>
    public static async Task<WrittenTimes> ReadAsync(string path, int expected, CancellationToken cancellationToken)
    {
        await using var child = FfmpegChild.Start("ffprobe",
        [
            "-loglevel", "repeat+level+error", "-select_streams", "v:0", "-show_entries",
            "packet=pts_time:stream=duration:format=duration,nb_streams", "-of", "csv", "-i", FfmpegTools.FileArgument(path),
        ]);
        child.Input.Close();
        var found = new Lines(expected);
        var text = new byte[1 << 14];
        var held = 0;
        while (await child.Output.ReadAsync(text.AsMemory(held), cancellationToken) is var read and > 0)
            held = found.Take(text, held + read);
        found.Frames.Sort();
        return new WrittenTimes(found.Frames, found.Picture, found.Film, found.Streams == 1);
    }

    private sealed class Lines(int expected)
    {
        public List<double> Frames { get; } = new(expected);

        public double? Picture { get; private set; }

        public double? Film { get; private set; }

        public int Streams { get; private set; }

        // Takes the whole lines, moves the rest to the front and says how long that is. No strings: a film has many frames.
        public int Take(byte[] text, int length)
        {
            var rest = text.AsSpan(0, length);
            while (rest.IndexOf((byte)'\n') is var end and >= 0)
            {
                Take(rest[..end]);
                rest = rest[(end + 1)..];
            }

            rest.CopyTo(text);
            return rest.Length;
        }

        private void Take(ReadOnlySpan<byte> line)
        {
            if (Skip(ref line, "packet,"u8) && Number(line) is { } time)
                Frames.Add(time);
            else if (Skip(ref line, "stream,"u8))
                Picture = Number(line);
            else if (Skip(ref line, "format,"u8))
                (Streams, Film) = ((int)(Number(line) ?? 0), Number(line[(line.IndexOf((byte)',') + 1)..]));
        }

        private static bool Skip(ref ReadOnlySpan<byte> line, ReadOnlySpan<byte> word)
        {
            if (!line.StartsWith(word))
                return false;
            line = line[word.Length..];
            return true;
        }

        private static double? Number(ReadOnlySpan<byte> text)
        {
            var comma = text.IndexOf((byte)',');
            return double.TryParse(comma < 0 ? text : text[..comma], CultureInfo.InvariantCulture, out var number) ? number : null;
        }
    }
}
