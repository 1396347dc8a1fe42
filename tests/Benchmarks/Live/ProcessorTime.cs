using System.Globalization;

namespace StreamColorizer.Benchmarks.Live;

/// <summary>Processor time of a process and of its children that are alive, seconds.</summary>
internal readonly record struct ProcessorTime(double Own, double Children)
{
    // The kernel's unit in /proc: a hundredth of a second on every Linux for x86.
    private const double Tick = 0.01;

    public static ProcessorTime Of(int process) => new(Seconds(process), ChildrenOf(process).Sum(Seconds));

    public static ProcessorTime operator -(ProcessorTime later, ProcessorTime earlier) =>
        new(later.Own - earlier.Own, later.Children - earlier.Children);

    public static ProcessorTime operator +(ProcessorTime a, ProcessorTime b) => new(a.Own + b.Own, a.Children + b.Children);

    private static double Seconds(int process)
    {
        // Fields 14 and 15, counted behind the name, which may hold blanks.
        var text = File.ReadAllText($"/proc/{process}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * Tick;
    }

    private static IEnumerable<int> ChildrenOf(int process) => Directory.GetDirectories($"/proc/{process}/task")
        .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(id => int.Parse(id, CultureInfo.InvariantCulture));
}
