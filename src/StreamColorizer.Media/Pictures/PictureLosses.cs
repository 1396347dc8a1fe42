namespace StreamColorizer.Media.Pictures;

/// <summary>What picture files lack, or hold beyond what is colored, without their decoder saying so.</summary>
public static class PictureLosses
{
    /// <summary>Looks at each file.</summary>
    /// <param name="paths">Pictures that can be read.</param>
    /// <returns>A sentence for each kind of loss; none where nothing is lost.</returns>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> paths)
    {
        var losses = new List<string>();
        if (paths.Where(JpegEnd.IsMissing).ToArray() is { Length: > 0 } cut)
            losses.Add($"Cut short: {Names(cut)}; the decoder filled up what is missing, so copy the file again and color it with --overwrite.");
        if (paths.Where(static path => TiffPages.Count(path) > 1).ToArray() is { Length: > 0 } pages)
            losses.Add($"Only the first page of {Names(pages)} was colored: save the others as pictures of their own.");
        return losses;
    }

    private static string Names(string[] paths) =>
        paths.Length == 1 ? $"'{paths[0]}'" : $"'{paths[0]}' and {paths.Length - 1} more";
}
