namespace StreamColorizer.Core.Configuration;

/// <summary>What a mistyped word was meant to be.</summary>
internal static class NearWord
{
    // Letters to change, add or leave out.
    private const int MostChanges = 3;

    /// <summary>The known word that is nearest, case apart; null if none is near.</summary>
    public static string? Of(string word, IEnumerable<string> known) =>
        known.Select(other => (Word: other, Changes: Distance(other, word))).Where(other => other.Changes <= MostChanges)
            .OrderBy(other => other.Changes).FirstOrDefault().Word;

    // Levenshtein's, with one row of the table.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
