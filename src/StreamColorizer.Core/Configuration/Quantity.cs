using System.Globalization;

namespace StreamColorizer.Core.Configuration;

/// <summary>Durations (<c>35ms 10s 5m 2h 7d</c>) and sizes (<c>500MB 50GiB</c>) as configurations write them.</summary>
internal static class Quantity
{
    private static readonly (string Unit, TimeSpan Length)[] s_durations =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)),
    ];

    private static readonly (string Unit, long Bytes)[] s_sizes =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1),
    ];

    public static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text == "0")
            return true;
        foreach (var (unit, length) in s_durations)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && Number(text[..^unit.Length]) is { } count
                && count * length.TotalDays < 36500)
            {
                duration = length * count;
                return true;
            }
        }

        return false;
    }

    public static bool TryBytes(string text, out long bytes)
    {
        bytes = 0;
        if (text == "0")
            return true;
        foreach (var (unit, size) in s_sizes)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal) && Number(text[..^unit.Length]) is { } count && count * size < 1e18)
            {
                bytes = (long)(count * size);
                return true;
            }
        }

        return false;
    }

    public static string Say(TimeSpan duration)
    {
        for (var i = s_durations.Length - 1; i > 0; i--)
        {
            var (unit, length) = s_durations[i];
            if (duration >= length && duration.Ticks % length.Ticks == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / length.Ticks}{unit}");
        }

        return duration == TimeSpan.Zero ? "0" : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds}ms");
    }

    public static string SayBytes(long bytes)
    {
        for (var i = 3; i >= 0; i--)
        {
            var (unit, size) = s_sizes[i];
            if (bytes >= size && bytes % size == 0)
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
        }

        return bytes == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{bytes}B");
    }

    private static double? Number(string text) =>
        double.TryParse(text.TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
