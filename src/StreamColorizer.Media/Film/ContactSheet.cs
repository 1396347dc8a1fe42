using System.Globalization;
using OpenCvSharp;
using StreamColorizer.Core.Film;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Media.Film;

/// <summary>One picture of a film's moments, before and after side by side, three pairs a row.</summary>
public static class ContactSheet
{
    private const int Columns = 3;
    private const int CellWidth = 320;
    private const int Gap = 12;
    private const int LabelHeight = 26;
    private const int HeadHeight = 54;
    private static readonly Scalar Paper = new(22, 24, 26);
    private static readonly Scalar Ink = new(235, 238, 240);
    private static readonly Scalar Soft = new(150, 156, 160);

    /// <summary>Draws the sheet.</summary>
    /// <param name="title">Head line; letters outside ASCII become question marks, OpenCV draws no others.</param>
    /// <param name="subtitle">Second line.</param>
    /// <param name="moments">At least one.</param>
    /// <returns>8-bit BGR.</returns>
    public static Mat Draw(string title, string subtitle, IReadOnlyList<MomentPictures> moments)
    {
        using var first = PictureFile.Read(moments[0].AfterPath);
        var cellHeight = Math.Max(1, (int)Math.Round((double)CellWidth * first.Rows / first.Cols));
        var columns = Math.Min(Columns, moments.Count);
        var rows = (moments.Count + columns - 1) / columns;
        var pairWidth = 2 * CellWidth + Gap / 4;
        var sheet = new Mat(
            HeadHeight + rows * (cellHeight + LabelHeight + Gap) + Gap, columns * (pairWidth + Gap) + Gap, MatType.CV_8UC3, Paper);
        Text(sheet, title, new Point(Gap, 24), 0.62, Ink);
        Text(sheet, subtitle, new Point(Gap, 44), 0.42, Soft);
        for (var i = 0; i < moments.Count; i++)
        {
            var x = Gap + i % columns * (pairWidth + Gap);
            var y = HeadHeight + i / columns * (cellHeight + LabelHeight + Gap);
            Place(sheet, moments[i].BeforePath, new Rect(x, y, CellWidth, cellHeight));
            Place(sheet, moments[i].AfterPath, new Rect(x + pairWidth - CellWidth, y, CellWidth, cellHeight));
            var label = string.Create(CultureInfo.InvariantCulture, $"{Clock(moments[i].Seconds)}  frame {moments[i].Frame}");
            Text(sheet, label, new Point(x, y + cellHeight + 18), 0.42, Soft);
        }

        return sheet;
    }

    private static void Place(Mat sheet, string path, Rect place)
    {
        using var picture = PictureFile.Read(path);
        using var resized = new Mat();
        Cv2.Resize(picture, resized, new Size(place.Width, place.Height), 0, 0, InterpolationFlags.Area);
        using var cell = sheet.SubMat(place);
        resized.CopyTo(cell);
    }

    private static void Text(Mat sheet, string text, Point origin, double scale, Scalar color)
    {
        var ascii = string.Concat(text.Select(letter => letter is >= ' ' and <= '~' ? letter : '?'));
        Cv2.PutText(sheet, ascii, origin, HersheyFonts.HersheySimplex, scale, color, 1, LineTypes.AntiAlias);
    }

    private static string Clock(double seconds) =>
        TimeSpan.FromSeconds(Math.Max(0, seconds)).ToString(@"h\:mm\:ss\.f", CultureInfo.InvariantCulture);
}
