using OpenCvSharp;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Film;

namespace StreamColorizer.Commands;

/// <summary>What lies beside a colored film if the user wants it: report, page, contact sheet.</summary>
/// <param name="request">Where they go.</param>
public sealed class FilmPapers(ColorizeRequest request)
{
    private const int JpegQuality = 84;

    /// <summary>Writes what was asked for.</summary>
    public void Write(FilmReport report, FilmOutcome outcome)
    {
        if (request.Report is { } path)
        {
            ReportFile.WriteJson(path, report);
            ReportFile.WritePage(Path.ChangeExtension(path, ".html"), report, [.. outcome.Moments.Select(Page)]);
        }

        if (request.ContactSheet is { } sheet && outcome.Moments.Count > 0)
        {
            var subtitle = $"{report.FramesOut} frames, {report.Cuts} cuts, colored by {report.Program} with {report.Model.Name}";
            using var picture = ContactSheet.Draw(Path.GetFileName(report.Output.Path), subtitle, outcome.Moments);
            Cv2.ImWrite(sheet, picture);
        }
    }

    private static PageMoment Page(MomentPictures moment) =>
        new(moment.Seconds, Jpeg(moment.BeforePath), Jpeg(moment.AfterPath));

    private static string Jpeg(string path)
    {
        using var picture = Cv2.ImRead(path);
        Cv2.ImEncode(".jpg", picture, out var bytes, [(int)ImwriteFlags.JpegQuality, JpegQuality]);
        return "data:image/jpeg;base64," + Convert.ToBase64String(bytes);
    }
}
