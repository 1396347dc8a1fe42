using System.Globalization;

namespace StreamColorizer.Terminal;

/// <summary>Numbers as text, the same in every country, and names as a terminal may have them.</summary>
internal static class Show
{
    /// <summary>A file's name; what a terminal would obey rather than print is a question mark.</summary>
    public static string Name(string path) => IsPrintable(path) ? path : string.Concat(path.Select(static c => char.IsControl(c) ? '?' : c));

    /// <summary>Whether a file's name can be printed as it is.</summary>
    public static bool IsPrintable(string path) => !path.Any(char.IsControl);

    /// <summary>A number without grouping, as short as it is exact to six digits.</summary>
    public static string Of(double number) => number.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>A count with its thousands apart.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count of things: 1 frame, 2,000 frames.</summary>
    public static string Count(long number, string thing) => $"{Count(number)} {thing}{(number == 1 ? "" : "s")}";

    /// <summary>Bytes in the unit that suits them.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        >= 1e9 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
    };
}
