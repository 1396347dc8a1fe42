using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>The native ONNX Runtime: loaded once, kept quiet and to itself, with a sentence where it is missing.</summary>
public static partial class OnnxRuntimeLibrary
{
    private const string FileName = "libonnxruntime.so";

    private static readonly Lazy<OrtEnv> Loaded = new(Load);

    /// <summary>The loaded library.</summary>
    /// <exception cref="ColorizerException">It is missing or does not load.</exception>
    internal static OrtEnv Env => Loaded.Value;

    /// <summary>Its version.</summary>
    /// <exception cref="ColorizerException">It is missing or does not load.</exception>
    public static string Version => Env.GetVersionString();

    /// <summary>The folder that holds the library: beside the program, or where its NuGet package puts it.</summary>
    public static string Directory
    {
        get
        {
            var native = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
            return File.Exists(Path.Combine(native, FileName)) ? native : AppContext.BaseDirectory.TrimEnd('/');
        }
    }

    /// <summary>First line of what the library complained about, without its error code.</summary>
    internal static string Reason(Exception fault)
    {
        var text = fault.Message.AsSpan();
        var end = text.IndexOfAny('\r', '\n');
        if (end >= 0)
            text = text[..end];
        if (text.StartsWith("[ErrorCode:") && text.IndexOf(']') is var close and >= 0)
            text = text[(close + 1)..];
        return text.Trim().TrimEnd('.').ToString();
    }

    private static OrtEnv Load()
    {
        // Else it notes an identifier of the machine and sends usage to its maker. The variable has to stand in the native
        // environment before the library loads, and .NET's own setter does not reach that.
        _ = SetVariable("ORT_DISABLE_TELEMETRY", "1", 1);
        try
        {
            var options = new EnvironmentCreationOptions
            {
                logId = "streamcolorizer",
                logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            return OrtEnv.CreateInstanceWithOptions(ref options);
        }
        catch (Exception fault) when (fault is TypeInitializationException or DllNotFoundException or BadImageFormatException)
        {
            throw new ColorizerException(
                ExitCode.Failed,
                $"ONNX Runtime's library {FileName} is not in {Directory} or does not load there: "
                + "run ./run.sh in the project's folder, which fetches it.",
                fault);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
