namespace Media.Tests.Encode;

/// <summary>Makes small films that carry all that a film can carry.</summary>
internal static class SampleFilm
{
    /// <summary>Four seconds at 25 frames a second with two sound tracks; subtitles and chapters where the container can.</summary>
    public static void Make(TempFolder folder, string name, params string[] more)
    {
        File.WriteAllText(folder["s.srt"], "1\n00:00:00,500 --> 00:00:01,500\nHello\n\n2\n00:00:02,000 --> 00:00:03,000\nWorld\n");
        File.WriteAllText(folder["meta.txt"], """
            ;FFMETADATA1
            title=My film
            comment=from the attic
            [CHAPTER]
            TIMEBASE=1/1000
            START=0
            END=2000
            title=One
            [CHAPTER]
            TIMEBASE=1/1000
            START=2000
            END=4000
            title=Two
            """);
        File.WriteAllText(folder["font.ttf"], "not really a font");
        var container = Path.GetExtension(name);
        string[] subtitles = container switch
        {
            ".mkv" => ["-map", "3", "-c:s", "srt", "-metadata:s:s:0", "language=eng", "-attach", folder["font.ttf"],
                "-metadata:s:t", "mimetype=application/x-truetype-font"],
            ".ts" => [],
            _ => ["-map", "3", "-c:s", "mov_text", "-metadata:s:s:0", "language=eng"],
        };
        Ffmpeg.Run([
            "-f", "lavfi", "-i", "testsrc2=s=162x122:r=25:d=4,setsar=16/11", "-f", "lavfi", "-i", "sine=d=4:r=44100",
            "-f", "lavfi", "-i", "sine=440:d=4", "-i", folder["s.srt"], "-i", folder["meta.txt"],
            "-map", "0", "-map", "1", "-map", "2", .. subtitles, "-map_metadata", "4", "-map_chapters", "4",
            "-c:v", "libx264", "-preset", "ultrafast", "-bf", "3", "-c:a", "aac", "-metadata:s:a:0", "language=eng",
            "-metadata:s:a:1", "language=ita", .. more, folder[name],
        ]);
    }

    /// <summary>Packets of one stream: time and size.</summary>
    public static string[] Packets(string path, string stream) =>
        Ffmpeg.Probe("-select_streams", stream, "-show_entries", "packet=pts_time,size", "-of", "csv=p=0", path)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
