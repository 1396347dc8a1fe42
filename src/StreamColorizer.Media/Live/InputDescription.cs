using System.Text.RegularExpressions;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Live;

/// <summary>What ffmpeg says about its input while it opens it, and how it complains where it cannot.</summary>
internal static partial class InputDescription
{
    /// <summary>How the numbers stand for color, as declared, else limited range and the matrix usual for the height.</summary>
    /// <param name="lines">ffmpeg's lines at level info.</param>
    /// <param name="height">Picture height.</param>
    public static ColorDescription Color(IEnumerable<string> lines, int height)
    {
        var match = lines.Select(line => VideoStream().Match(line)).FirstOrDefault(match => match.Success);
        var format = match?.Groups["format"].Value ?? "";
        var words = match?.Groups["color"].Value.Split([',', '/'], StringSplitOptions.TrimEntries) ?? [];
        var jpeg = format.StartsWith("yuvj", StringComparison.Ordinal);
        var matrix = words switch
        {
            _ when words.Contains("bt709") => ColorMatrix.Bt709,
            _ when words.Contains("smpte170m") || words.Contains("bt470bg") => ColorMatrix.Bt601,
            _ when words.Contains("bt2020nc") => ColorMatrix.Bt2020,
            _ => height >= 720 ? ColorMatrix.Bt709 : ColorMatrix.Bt601,
        };
        var full = jpeg || words.Contains("pc") || format.StartsWith("gray", StringComparison.Ordinal) && !words.Contains("tv");
        return new ColorDescription(matrix, full, ChromaSiting.Left);
    }

    /// <summary>True if the source knows us or the path and says no.</summary>
    public static bool IsRefusal(IEnumerable<string> lines) => lines.Any(line => Refusal().IsMatch(line));

    [GeneratedRegex(@"Stream #0:\d+.*?: Video: [^,]+, (?<format>[a-z0-9]+)(\((?<color>[^)]*)\))?, \d+x\d+")]
    private static partial Regex VideoStream();

    [GeneratedRegex(
        @"\b(401 Unauthorized|401 \(Unauthorized|403 Forbidden|404 Not Found|Server returned 40[134]|status 40[134]|method \w+ failed: 40[134])")]
    private static partial Regex Refusal();
}
