using StreamColorizer.Core.Errors;
using StreamColorizer.Hosting;
using StreamColorizer.Media.Processes;
using StreamColorizer.Terminal;

namespace StreamColorizer.Commands;

/// <summary>Colors every input of a command line; one failure does not stop the rest.</summary>
public static class ColorizeRun
{
    /// <summary>Runs the command.</summary>
    /// <returns>An exit code of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(ColorizeRequest request)
    {
        // Before anything else: threads and children inherit it.
        BatchScheduling.Begin();
        var items = InputList.Of(request);
        FilmOptions.RefuseForPictures(request, items);
        new FilmPapers(request).Refuse(items);
        using var metrics = ProcessMetrics.Serve(request.MetricsPort);
        using var signals = new StopSignals();
        using var kit = ColorKit.Open(request);
        // A dry run says so in its plan.
        if (!request.Quiet && !request.DryRun)
            Console.Error.WriteLine($"{kit.Network.Facts.Name}: {kit.Network.Device.Sentence}");
        if (items.Count == 1)
            return (int)(await ColorAsync(items[0], Title(items[0]), request, kit, signals)).Code;
        var summary = new Summary();
        for (var i = 0; i < items.Count && !signals.Stop.IsCancellationRequested; i++)
        {
            var title = $"[{i + 1}/{items.Count}] {Title(items[i])}";
            summary.Add(items[i], await TryAsync(items[i], title, request, kit, signals));
        }

        summary.Write(items.Count, request.Quiet);
        return (int)summary.ExitCode(signals.Stop.IsCancellationRequested);
    }

    private static async Task<(ExitCode Code, string Sentence)> TryAsync(
        ColorizeItem item, string title, ColorizeRequest request, ColorKit kit, StopSignals signals)
    {
        try
        {
            return await ColorAsync(item, title, request, kit, signals);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            return (ExitCode.Interrupted, "Stopped.");
        }
        catch (Exception fault)
        {
            // Whatever befell this one, the others may still be colored.
            var (code, sentence) = Faults.Explain(fault);
            Console.Error.WriteLine(sentence);
            return (code, sentence);
        }
    }

    private static string Title(ColorizeItem item) =>
        Show.Name(item.Kind == InputKind.Sequence ? item.Input : Path.GetFileName(item.Input));

    private static Task<(ExitCode Code, string Output)> ColorAsync(
        ColorizeItem item, string title, ColorizeRequest request, ColorKit kit, StopSignals signals) => item.Kind switch
        {
            _ when !Show.IsPrintable(item.Input + item.Output) => throw new ColorizerException(
                ExitCode.Failed, $"The name '{Show.Name(item.Input)}' or that of its output holds characters that cannot be printed, "
                    + "shown as ?: rename it."),
            _ when item.Refusal is { } refusal => throw refusal,
            InputKind.Film => new FilmRun(request, kit, signals, TimeProvider.System).RunAsync(item, title),
            _ => new SequenceRun(request, kit, signals, TimeProvider.System).RunAsync(item, title),
        };
}
