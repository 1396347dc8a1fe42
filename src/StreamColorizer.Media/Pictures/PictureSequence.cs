using System.Globalization;
using System.Text.RegularExpressions;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Pictures;

/// <summary>Numbered pictures of a folder, named by a pattern such as <c>frames/%05d.png</c>.</summary>
public static partial class PictureSequence
{
    /// <summary>Finds the pictures of a pattern in the order of their numbers; a number with more zeros than asked for is another name.</summary>
    /// <exception cref="ColorizerException">There are none.</exception>
    public static IReadOnlyList<(long Number, string Path)> Find(string pattern)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(pattern))!;
        var name = Path.GetFileName(pattern);
        var number = Number().Match(name);
        var expression = new Regex(
            "^" + Regex.Escape(name[..number.Index]) + "([0-9]+)" + Regex.Escape(name[(number.Index + number.Length)..]) + "$");
        var found = new List<(long Number, string Path)>();
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            var file = Path.GetFileName(path);
            if (expression.Match(file) is { Success: true } match
                && long.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var value) && Name(pattern, value) == file)
            {
                found.Add((value, path));
            }
        }

        found.Sort();
        return found.Count > 0
            ? found
            : throw new ColorizerException(ExitCode.Failed, $"No picture is named like '{pattern}': check the pattern and its folder.");
    }

    /// <summary>Says which numbers a sequence lacks; null if none.</summary>
    /// <param name="pattern">The sequence.</param>
    /// <param name="found">Its pictures in order.</param>
    public static string? Gaps(string pattern, IReadOnlyList<(long Number, string Path)> found)
    {
        var missing = found[^1].Number - found[0].Number + 1 - found.Select(static picture => picture.Number).Distinct().LongCount();
        if (missing == 0)
            return null;
        var first = found.Zip(found.Skip(1)).First(static pair => pair.Second.Number > pair.First.Number + 1).First.Number + 1;
        return string.Create(CultureInfo.InvariantCulture,
            $"The sequence '{pattern}' lacks {missing} of the numbers from {found[0].Number} to {found[^1].Number}, the first of them {first}.");
    }

    /// <summary>Whether a name is a pattern.</summary>
    public static bool IsPattern(string path) => Number().IsMatch(Path.GetFileName(path));

    /// <summary>The name of one picture.</summary>
    public static string Name(string pattern, long number)
    {
        var name = Path.GetFileName(pattern);
        var match = Number().Match(name);
        var width = match.Groups["width"].Value is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        return name[..match.Index] + number.ToString("D" + width, CultureInfo.InvariantCulture) + name[(match.Index + match.Length)..];
    }

    [GeneratedRegex(@"%(0(?<width>[0-9]+))?d")]
    private static partial Regex Number();
}
