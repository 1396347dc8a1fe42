using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Processes;

namespace StreamColorizer.Media.Diagnosis;

/// <summary>Looks for ffmpeg's programs and the encoders that the product can ask for.</summary>
internal static class FfmpegDiagnosis
{
    private const string Remedy = "Install it: apt-get install ffmpeg.";

    private static readonly (string Codec, string[] Encoders, bool Needed)[] Codecs =
    [
        ("x264", ["libx264"], true),
        ("x265", ["libx265"], false),
        ("av1", ["libsvtav1", "libaom-av1"], false),
        ("prores", ["prores_ks"], false),
        ("ffv1", ["ffv1"], false),
    ];

    /// <summary>Runs the programs and asks them.</summary>
    public static async Task<IReadOnlyList<PartFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var ffmpeg = await ProgramAsync("ffmpeg", cancellationToken);
        var findings = new List<PartFinding> { ffmpeg, await ProgramAsync("ffprobe", cancellationToken) };
        if (!ffmpeg.Found)
            return findings;
        var known = await AnswerAsync("ffmpeg", "-encoders", cancellationToken);
        foreach (var (codec, encoders, needed) in Codecs)
        {
            var found = Array.Find(encoders, name => known.Contains($" {name} ", StringComparison.Ordinal));
            findings.Add(found is null
                ? new($"codec {codec}", false, needed, $"this ffmpeg has no {string.Join(" or ", encoders)}",
                    "Use Debian's ffmpeg, which has it, or another --codec.")
                : new($"codec {codec}", true, needed, found));
        }

        return findings;
    }

    private static async Task<PartFinding> ProgramAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await AnswerAsync(name, "-version", cancellationToken);
            var words = answer.Split(' ', 4);
            return words.Length > 2
                ? new(name, true, true, $"{words[2]} in {FfmpegTools.Find(name)}")
                : new(name, false, true, $"{FfmpegTools.Find(name)} does not say its version", Remedy);
        }
        catch (ColorizerException fault)
        {
            return new(name, false, true, fault.Message, Remedy);
        }
    }

    private static async Task<string> AnswerAsync(string name, string question, CancellationToken cancellationToken)
    {
        await using var child = FfmpegChild.Start(name, ["-hide_banner", question]);
        child.Input.Close();
        using var reader = new StreamReader(child.Output);
        var answer = await reader.ReadToEndAsync(cancellationToken);
        await child.WaitAsync(cancellationToken);
        return answer;
    }
}
