using System.Security.Cryptography;
using System.Text;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Everything that a film's picture depends on, as named values: source, model, options, version. Two runs whose
/// signatures are equal may share segments; where they differ, the names say in what.
/// </summary>
/// <param name="Facts">Name and value, as a person would say them ("crf", "18").</param>
public sealed record JobSignature(IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>SHA-256 over the sorted facts, in lower-case hex.</summary>
    public string Hash()
    {
        var lines = Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal)
            .Select(fact => $"{Escape(fact.Key)}={Escape(fact.Value)}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    /// <summary>Whether segments made under the other signature may be used under this one.</summary>
    public bool Matches(JobSignature other) => Hash() == other.Hash();

    /// <summary>Says in what another signature differs: "crf was 20 and is now 18, …".</summary>
    /// <param name="earlier">The signature found in the work folder.</param>
    public string DifferenceFrom(JobSignature earlier)
    {
        var names = Facts.Keys.Union(earlier.Facts.Keys).Order(StringComparer.Ordinal);
        var changes = names.Select(name => (name, Was: Value(earlier, name), Is: Value(this, name)))
            .Where(change => change.Was != change.Is)
            .Select(change => $"{change.name} was {change.Was} and is now {change.Is}");
        return string.Join(", ", changes);
    }

    private static string Value(JobSignature signature, string name) =>
        signature.Facts.TryGetValue(name, out var value) ? value : "not set";

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("=", "\\=", StringComparison.Ordinal);
}
