namespace StreamColorizer.Core.Evaluation;

/// <summary>Gathers scores into the report's groups: all pictures, named sets of sources, each source.</summary>
/// <param name="contestants">The rows; the first is gray.</param>
/// <param name="named">Names of groups, and the sources that belong to each.</param>
public sealed class Grouping(
    IReadOnlyList<Contestant> contestants, IReadOnlyDictionary<string, IReadOnlySet<string>> named)
{
    /// <summary>Makes the groups that hold a picture.</summary>
    public IReadOnlyList<FigureGroup> Of(IReadOnlyList<PictureResult> results)
    {
        if (results.Count == 0)
            return [];
        var groups = new List<FigureGroup> { Group("all", results) };
        foreach (var (name, sources) in named)
        {
            var members = results.Where(result => sources.Contains(result.Source)).ToArray();
            if (members.Length > 0)
                groups.Add(Group(name, members));
        }

        var bySource = results.GroupBy(result => result.Source).OrderBy(source => source.Key, StringComparer.Ordinal).ToArray();
        if (bySource.Length > 1)
            groups.AddRange(bySource.Select(source => Group(source.Key, [.. source])));
        return groups;
    }

    private FigureGroup Group(string name, IReadOnlyList<PictureResult> results)
    {
        var gray = results.Select(result => result.Scores[0]).ToArray();
        return new FigureGroup(name, results.Count, [.. contestants.Select((contestant, row) =>
            Figures.Of(contestant.Name, [.. results.Select(result => result.Scores[row])], gray))]);
    }
}
