using System.Globalization;

namespace StreamColorizer.Media.Pictures;

/// <summary>What picture files lack, or hold beyond what is colored, without their decoder saying so.</summary>
public static class PictureLosses
{
    private static readonly (PictureExtras Extra, string Sentence)[] Sentences =
    [
        (PictureExtras.Transparency, "The transparency of {0} was left out: what lies under it is seen."),
        (PictureExtras.ColorProfile, "The color profile of {0} was left out: viewers take the result for sRGB."),
        (PictureExtras.Exif, "The EXIF data of {0} was left out."),
        (PictureExtras.Turn, "The turn that {0} asks of its viewer was left out, for it is WebP: turn the result."),
    ];

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

    /// <summary>Looks at what files hold beside their colors, which the results do not have.</summary>
    /// <param name="paths">Pictures that can be read.</param>
    /// <returns>A sentence for each kind; none where the files hold only colors.</returns>
    public static IEnumerable<string> Beside(IReadOnlyList<string> paths)
    {
        var extras = paths.Select(static path => (Path: path, Found: Seen(path))).ToArray();
        return Sentences.Select(kind => (kind.Sentence, Paths: With(kind.Extra))).Where(static kind => kind.Paths.Length > 0)
            .Select(static kind => string.Format(CultureInfo.InvariantCulture, kind.Sentence, Names(kind.Paths)));

        string[] With(PictureExtras extra) => [.. extras.Where(file => file.Found.HasFlag(extra)).Select(static file => file.Path)];
    }

    // An opacity that is full everywhere hides nothing, so nothing is lost with it.
    private static PictureExtras Seen(string path) =>
        PictureExtrasReader.Of(path) is var found && found.HasFlag(PictureExtras.Transparency) && PictureFile.IsOpaque(path)
            ? found & ~PictureExtras.Transparency
            : found;

    private static string Names(string[] paths) =>
        paths.Length == 1 ? $"'{paths[0]}'" : $"'{paths[0]}' and {paths.Length - 1} more";
}
