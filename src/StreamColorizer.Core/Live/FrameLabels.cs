using System.Globalization;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>What is written into a feed's output: that colors are estimated, and since when the source is lost.</summary>
/// <param name="marks">True: estimated colors are marked as such.</param>
/// <param name="studio">Makes the labels.</param>
internal sealed class FrameLabels(bool marks, ILiveStudio studio)
{
    private const string Mark = "colors are estimated";
    private (PlaneLayout Layout, ILabel Label)? _mark;
    private (PlaneLayout Layout, DateTimeOffset Since, ILabel Label)? _stale;

    /// <summary>Labels a copy of a frame.</summary>
    /// <param name="copy">The copy, which nobody else holds.</param>
    /// <param name="shown">What it is a copy of.</param>
    /// <param name="isStale">True if it only repeats that.</param>
    public void Draw(Frame copy, ShownFrame shown, bool isStale)
    {
        var layout = copy.Layout;
        if (isStale)
        {
            if (_stale is not { } stale || stale.Layout != layout || stale.Since != shown.Seen)
                _stale = stale = (layout, shown.Seen, studio.MakeLabel(layout, Since(shown.Seen), atTop: true));
            stale.Label.Draw(copy);
        }

        if (!marks || shown.Kind != FrameKind.Colorized)
            return;
        if (_mark is not { } mark || mark.Layout != layout)
            _mark = mark = (layout, studio.MakeLabel(layout, Mark, atTop: false));
        mark.Label.Draw(copy);
    }

    private static string Since(DateTimeOffset seen) =>
        string.Create(CultureInfo.InvariantCulture, $"no picture since {seen:yyyy-MM-dd HH:mm:ss} UTC");
}
