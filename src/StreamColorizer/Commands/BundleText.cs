using System.Globalization;
using Spectre.Console;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Commands;

/// <summary>A bundle as people read it.</summary>
internal static class BundleText
{
    /// <summary>Writes the bundle's name and what is worth knowing about it.</summary>
    public static void Write(IAnsiConsole console, Bundle bundle)
    {
        var isDefault = bundle.Name == BundleLibrary.DefaultName;
        console.Write(new Text(bundle.Facts.Name, new Style(decoration: Decoration.Bold)));
        console.WriteLine(isDefault ? "  (used when no other is named)" : "");
        var grid = new Grid().AddColumn(new GridColumn().PadLeft(2).PadRight(2)).AddColumn();
        foreach (var (name, text) in Rows(bundle))
            grid.AddRow(new Text(name), new Text(text));
        console.Write(grid);
    }

    private static IEnumerable<(string Name, string Text)> Rows(Bundle bundle)
    {
        yield return ("network", Network(bundle));
        if (Figures(bundle) is { Length: > 0 } figures)
            yield return ("figures", figures);
        yield return ("origin", bundle.Origin);
        yield return ("license", bundle.License);
        yield return ("trained on", bundle.TrainingData);
        yield return ("folder", bundle.Directory);
    }

    private static string Network(Bundle bundle)
    {
        var precisions = string.Join(", ", bundle.Fusion.Keys.Order().Select(static p => p.ToString().ToLowerInvariant()));
        var global = bundle.EmbeddingLength > 0 ? $"style of {bundle.EmbeddingLength} numbers" : "no style of the whole picture";
        return string.Create(CultureInfo.InvariantCulture,
            $"{bundle.Architecture}, sees {bundle.Size} pixels, {global}, {precisions}; saturation {bundle.Saturation:0.##}");
    }

    private static string Figures(Bundle bundle)
    {
        // Zero stands for what was not measured.
        var measured = bundle.Figures.Where(static figure => figure.Value != 0);
        return string.Join(", ", measured.Select(static figure => Words(figure.Key, figure.Value)));
    }

    private static string Words(string figure, double value) => figure switch
    {
        "psnrGain" => string.Create(CultureInfo.InvariantCulture, $"{value:+0.00;-0.00} dB nearer to true colors than gray is"),
        "colorfulness" => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} of their colorfulness"),
        "deltaE" => string.Create(CultureInfo.InvariantCulture, $"{value:+0.0;-0.0} % color difference"),
        "parameters" => string.Create(CultureInfo.InvariantCulture, $"{value:N0} parameters"),
        "gflop" => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} GFLOP a frame"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{figure} {value:#,0.###}"),
    };
}
