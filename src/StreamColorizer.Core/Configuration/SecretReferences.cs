using System.Collections;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace StreamColorizer.Core.Configuration;

/// <summary>Puts secrets in: <c>${VAR}</c> from the environment, <c>${file:PATH}</c> from a file (its first line).</summary>
internal static partial class SecretReferences
{
    public static void Expand(YamlNode root, IDictionary environment, ConfigNotes notes)
    {
        foreach (var scalar in root.AllNodes.OfType<YamlScalarNode>().ToArray())
        {
            if (scalar.Value?.Contains("${", StringComparison.Ordinal) == true)
                scalar.Value = Reference().Replace(scalar.Value, match => Resolve(match.Groups[1].Value, scalar, environment, notes));
        }
    }

    private static string Resolve(string name, YamlScalarNode scalar, IDictionary environment, ConfigNotes notes)
    {
        if (name.StartsWith("file:", StringComparison.Ordinal))
            return FirstLine(name["file:".Length..], scalar, notes);
        notes.Variables.Add(name);
        if (environment[name] is string value)
            return value;
        notes.Add(scalar, $"${{{name}}} names an environment variable that is not set: set it, or use ${{file:PATH}}.");
        return "";
    }

    private static string FirstLine(string path, YamlScalarNode scalar, ConfigNotes notes)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault("").Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            notes.Add(scalar, $"${{file:{path}}} cannot be read ({fault.Message.TrimEnd('.')}): check the path and its permissions.");
            return "";
        }
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Reference();
}
