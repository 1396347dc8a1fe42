using System.CommandLine;
using Spectre.Console;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Commands;

/// <summary><c>models</c>: the bundles with their origin, license and figures; or one of them, checked and opened.</summary>
public static class ModelsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var model = new Option<string?>("--model")
        {
            Description = "Check this model: its files, checksums, names and shapes, and whether it opens.",
            HelpName = "NAME|FOLDER",
        };
        var device = OptionParsing.Device();
        var command = new Command("models", "List the models that are here, or check one.") { model, device };
        command.SetAction(parsed => parsed.GetValue(model) is { } name
            ? Check(AnsiConsole.Console, BundleLibrary.OfProgram(), name, DeviceChoice.Parse(parsed.GetRequiredValue(device)))
            : List(AnsiConsole.Console, BundleLibrary.OfProgram()));
        Examples.Of(command, """
            Examples:
              streamcolorizer models
                  lists each model with origin, license and figures
              streamcolorizer models --model my-model/ --device webgpu
                  checks the files of one, and opens it on that device
            """);
        return command;
    }

    internal static int List(IAnsiConsole console, BundleLibrary library)
    {
        var folders = library.Folders();
        var faulty = 0;
        foreach (var folder in folders)
        {
            try
            {
                BundleText.Write(console, Bundle.Read(folder));
            }
            catch (ColorizerException fault)
            {
                faulty++;
                console.Write(new Text($"{fault.Message}\n", new Style(Color.Red)));
            }

            console.WriteLine();
        }

        if (folders.Count == 0)
            throw new ColorizerException(ExitCode.Failed, library.Emptiness);
        return (int)(faulty == 0 ? ExitCode.Done : ExitCode.Partial);
    }

    internal static int Check(IAnsiConsole console, BundleLibrary library, string model, DeviceChoice device)
    {
        var bundle = library.Find(model);
        foreach (var file in bundle.Fusion.Values.Concat(bundle.Global.Values))
            file.Verify();
        using var network = OnnxColorNetwork.Open(bundle, new NetworkOptions { Device = device });
        BundleText.Write(console, bundle);
        console.WriteLine();
        console.WriteLine($"All files are those that model.yaml promises. {network.Device.Sentence}");
        return (int)ExitCode.Done;
    }
}
