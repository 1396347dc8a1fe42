using OpenCvSharp;
using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Film;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Commands;

/// <summary>What lies beside a colored film if the user wants it: report, page, contact sheet.</summary>
/// <param name="request">Where they go.</param>
public sealed class FilmPapers(ColorizeRequest request)
{
    private const int JpegQuality = 84;

    /// <summary>Refuses papers that could not be written, before any work is done.</summary>
    /// <param name="inputs">Inputs of the command line.</param>
    /// <exception cref="ColorizerException">A folder is missing, a kind of picture unknown, or one file asked for many films.</exception>
    public void Refuse(int inputs)
    {
        foreach (var (option, path) in new[] { ("--report", request.Report), ("--contact-sheet", request.ContactSheet) })
        {
            if (path is null)
                continue;
            if (inputs > 1)
            {
                throw new ColorizerException(ExitCode.Usage,
                    $"{option} names one file and there are {inputs} inputs: leave it out, or color them one by one.");
            }

            OutputFault.RefuseMissingFolder(path);
        }

        if (request.ContactSheet is { } sheet && !RgbPictureFile.IsNamedLikePicture(sheet))
        {
            throw new ColorizerException(ExitCode.Usage,
                $"A contact sheet cannot be written as {sheet}: let its name end in .png or .jpg.");
        }
    }

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
