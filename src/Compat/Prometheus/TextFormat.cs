using System.Globalization;
using System.Text;

namespace Prometheus;

/// <summary>Pieces of the text exposition format 0.0.4.</summary>
internal static class TextFormat
{
    public static string EscapedHelp(string help) => help.Replace("\\", "\\\\").Replace("\n", "\\n");

    /// <summary>Labels without their braces: <c>a="1",b="2"</c>.</summary>
    public static string Labels(string[] names, string[] values, string staticLabels)
    {
        var labels = new StringBuilder();
        for (var i = 0; i < names.Length; i++)
            labels.Append(labels.Length > 0 ? "," : "").Append(names[i]).Append("=\"").Append(EscapedValue(values[i])).Append('"');
        if (staticLabels.Length > 0)
            labels.Append(labels.Length > 0 ? "," : "").Append(staticLabels);
        return labels.ToString();
    }

    public static string WithLe(string labels, double bound) => $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{Number(bound)}\"";

    public static void Sample(StringBuilder text, string name, string suffix, string labels, double value)
    {
        text.Append(name).Append(suffix);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string EscapedValue(string value) => value.Replace("\\", "\\\\").Replace("\n", "\\n").Replace("\"", "\\\"");

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("g", CultureInfo.InvariantCulture),
    };
}
