using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace StreamColorizer.Commands;

/// <summary>Options whose wrong values are refused with a sentence that says what they take.</summary>
internal static class OptionParsing
{
    /// <summary>The option that says where a network runs; its value is read where the network is opened.</summary>
    public static Option<string> Device() => new("--device")
    {
        Description = "Where the network runs: auto (the fastest that opens), cpu, webgpu (the first Vulkan adapter), cuda or cuda:N.",
        HelpName = "DEVICE",
        DefaultValueFactory = static _ => "auto",
    };

    /// <summary>An option that takes one of a few words.</summary>
    public static Option<string> Choice(string name, string description, string standard, params string[] words) =>
        new(name)
        {
            Description = description,
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => standard,
            CustomParser = result => words.Contains(result.Tokens[0].Value)
                ? result.Tokens[0].Value
                : Refuse<string>(result, $"{name} takes {Enumerate(words)}"),
        };

    /// <summary>An option that takes a whole number.</summary>
    public static Option<int?> Whole(string name, string description, int low, int high) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result =>
            int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= low && value <= high
                ? value
                : Refuse<int?>(result, $"{name} takes a whole number from {low} to {high}"),
    };

    /// <summary>An option that takes a number.</summary>
    public static Option<double?> Number(string name, string description, double low, double high) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result =>
            double.TryParse(result.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value >= low && value <= high
                ? value
                : Refuse<double?>(result, string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {low} to {high}")),
    };

    /// <summary>An option that takes a time: seconds, or hours, minutes and seconds with colons.</summary>
    public static Option<TimeSpan?> Time(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => TryTime(result.Tokens[0].Value) is { } time
            ? time
            : Refuse<TimeSpan?>(result, $"{name} takes a time such as 90, 1:30 or 0:01:30.5"),
    };

    /// <summary>An option that takes a path or a name.</summary>
    public static Option<string?> Text(string name, string helpName, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    /// <summary>An option that is there or not.</summary>
    public static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };

    private static T? Refuse<T>(ArgumentResult result, string takes)
    {
        result.AddError($"{takes}, not \"{result.Tokens[0].Value}\"");
        return default;
    }

    private static string Enumerate(string[] words) => $"{string.Join(", ", words[..^1])} or {words[^1]}";

    private static TimeSpan? TryTime(string text)
    {
        var seconds = 0.0;
        var parts = text.Split(':');
        for (var i = 0; i < parts.Length; i++)
        {
            var style = i == parts.Length - 1 ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
            if (parts.Length > 3 || !double.TryParse(parts[i], style, CultureInfo.InvariantCulture, out var value)
                || (i > 0 && value >= 60))
            {
                return null;
            }

            seconds = 60 * seconds + value;
        }

        return seconds <= TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
