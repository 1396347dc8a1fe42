using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Commands;

/// <summary><c>evaluate</c>: how near a bundle's colors come to the true ones.</summary>
public static class EvaluateCommand
{
    private const string ExamplesText = """
        Examples:
          streamcolorizer evaluate photos/ --report judged/
              judges the default model by color pictures, and writes judged/report.html
          streamcolorizer evaluate eval-00000.tar clip.mp4 --model fusion-s --model my-model/ --report judged/
              two models side by side, on a shard and a clip
          streamcolorizer evaluate photos/ --saturation 0.8,1,1.3,1.6 --report judged/
              draws fidelity against colorfulness
          streamcolorizer evaluate photos/ --group people=portraits,crowds --report judged/
              photos/portraits and photos/crowds also get one table together, called people
          streamcolorizer evaluate photos/ --export made/
          streamcolorizer evaluate photos/ --compare other=made/other --report judged/
              another program colors the pictures of made/gray into made/other, and stands in the table
          streamcolorizer evaluate photos/ --blind test/
              writes test/blind.html, where people guess which picture is colored
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var inputs = new Argument<string[]>("INPUT")
        {
            Description = "Color pictures, folders of them, tar shards (SOURCE/CLASS/ID.webp) or clips.",
            Arity = ArgumentArity.OneOrMore,
        };
        var models = new Option<string[]>("--model")
        {
            Description = "Name or folder of a model; may be given again.",
            HelpName = "NAME|FOLDER",
            DefaultValueFactory = _ => [BundleLibrary.DefaultName],
        };
        var compare = new Option<string[]>("--compare")
        {
            Description = "Pictures that another program colored, PNG under the same names (see --export); may be given again. "
                + "NAME@X, NAME@Y are drawn as one curve.",
            HelpName = "[NAME=]FOLDER",
        };
        var saturations = new Option<float[]>("--saturation")
        {
            Description = "Strengths of the colors to judge, such as 1,1.3,1.6. [default: each model's own]",
            HelpName = "X,Y…",
            CustomParser = ParseSaturations,
        };
        var groups = new Option<Dictionary<string, IReadOnlySet<string>>>("--group")
        {
            Description = "Figures for some sources together; may be given again. A source is the first folder of a picture's name; "
                + "each has its own row in any case.",
            HelpName = "NAME=SOURCE,SOURCE…",
            CustomParser = ParseGroups,
        };
        var device = OptionParsing.Device();
        var size = new Option<int?>("--size")
        {
            Description = "Short side in pixels that the network sees, 16 to 2048. [default: the model's]",
            HelpName = "N",
        };
        var report = new Option<string?>("--report")
        {
            Description = "Write report.json and report.html here.",
            HelpName = "FOLDER",
        };
        var export = new Option<string?>("--export")
        {
            Description = "Write the gray, recolored and true pictures here as PNG, for other programs.",
            HelpName = "FOLDER",
        };
        var blind = new Option<string?>("--blind")
        {
            Description = "Write a page here on which people guess which of two pictures is colored.",
            HelpName = "FOLDER",
        };
        var command = new Command("evaluate", "Judge models by pictures and clips whose colors are known.")
        {
            inputs, models, compare, saturations, groups, device, size, report, export, blind,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(size) is < 16 or > 2048)
                result.AddError($"--size takes a whole number from 16 to 2048, not {result.GetValue(size)}");
        });
        command.SetAction((parsed, cancellationToken) => EvaluateRun.RunAsync(
            new EvaluateRequest
            {
                Inputs = parsed.GetRequiredValue(inputs),
                Models = parsed.GetRequiredValue(models),
                Compare = parsed.GetValue(compare) ?? [],
                Saturations = parsed.GetValue(saturations) ?? [],
                Groups = parsed.GetValue(groups) ?? [],
                Device = parsed.GetRequiredValue(device),
                Size = parsed.GetValue(size),
                Report = parsed.GetValue(report),
                Export = parsed.GetValue(export),
                Blind = parsed.GetValue(blind),
            },
            cancellationToken));
        Examples.Of(command, ExamplesText);
        return command;
    }

    private static float[]? ParseSaturations(ArgumentResult result)
    {
        var values = new List<float>();
        foreach (var word in result.Tokens.SelectMany(token => token.Value.Split(',')))
        {
            if (!float.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > 4)
            {
                result.AddError($"--saturation takes numbers from 0 to 4 with commas between them, not \"{word}\"");
                return null;
            }

            values.Add(value);
        }

        return [.. values.Distinct()];
    }

    private static Dictionary<string, IReadOnlySet<string>>? ParseGroups(ArgumentResult result)
    {
        var groups = ParseGroups([.. result.Tokens.Select(token => token.Value)]);
        if (groups is null)
            result.AddError("--group takes NAME=SOURCE,SOURCE… with each name once");
        return groups;
    }

    private static Dictionary<string, IReadOnlySet<string>>? ParseGroups(string[] words)
    {
        var groups = new Dictionary<string, IReadOnlySet<string>>();
        foreach (var word in words)
        {
            var parts = word.Split('=', 2);
            if (parts.Length < 2 || parts[0] == "" || parts[1] == "" || !groups.TryAdd(parts[0], parts[1].Split(',').ToHashSet()))
                return null;
        }

        return groups;
    }
}
