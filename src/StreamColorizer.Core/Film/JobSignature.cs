namespace StreamColorizer.Core.Film;

/// <summary>
/// Everything that a film's picture depends on, as named values: source, model, options, version. Two runs whose
/// signatures are equal may share segments; where they differ, the names say in what.
/// </summary>
/// <param name="Facts">Name and value, as a person would say them ("crf", "18").</param>
public sealed record JobSignature(IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Whether segments made under the other signature may be used under this one.</summary>
    public bool Matches(JobSignature other) =>
        Facts.Count == other.Facts.Count
        && Facts.All(fact => other.Facts.TryGetValue(fact.Key, out var value) && value == fact.Value);

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
}
