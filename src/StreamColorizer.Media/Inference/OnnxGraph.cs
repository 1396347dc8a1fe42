using Microsoft.ML.OnnxRuntime;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>One opened graph whose inputs and output were compared with what the bundle promises.</summary>
internal sealed class OnnxGraph : IDisposable
{
    private readonly string _title;
    private readonly RunOptions _run = new();

    /// <summary>Opens a graph; the options stay the caller's.</summary>
    /// <param name="file">The graph, verified.</param>
    /// <param name="title">What to call it in errors.</param>
    /// <param name="options">Device and threads.</param>
    /// <exception cref="OnnxRuntimeException">The device or the graph does not open.</exception>
    public OnnxGraph(GraphFile file, string title, SessionOptions options)
    {
        _title = title;
        Session = new InferenceSession(file.Path, options);
    }

    /// <summary>The native session.</summary>
    public InferenceSession Session { get; }

    /// <summary>Compares names, types and shapes with what is promised.</summary>
    /// <param name="inputs">Name and shape of each input; -1 stands for a size that varies.</param>
    /// <param name="output">Name and shape of the output.</param>
    /// <exception cref="ColorizerException">Something differs.</exception>
    public void Expect((string Name, int[] Shape)[] inputs, (string Name, int[] Shape) output)
    {
        Compare("inputs", Session.InputMetadata, inputs);
        Compare("outputs", Session.OutputMetadata, [output]);
    }

    /// <summary>Runs with buffers bound before.</summary>
    /// <exception cref="ColorizerException">The run failed.</exception>
    public void Run(OrtIoBinding binding)
    {
        try
        {
            Session.RunWithBinding(_run, binding);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new ColorizerException(
                ExitCode.Failed, $"The {_title} failed: {OnnxRuntimeLibrary.Reason(fault)}.", fault);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _run.Dispose();
        Session.Dispose();
    }

    private void Compare(
        string side, IReadOnlyDictionary<string, NodeMetadata> actual, (string Name, int[] Shape)[] expected)
    {
        var fits = actual.Count == expected.Length;
        foreach (var (name, shape) in expected)
            fits = fits && actual.TryGetValue(name, out var node) && node.ElementType == typeof(float) && Fits(node.Dimensions, shape);
        if (fits)
            return;
        var has = string.Join(", ", actual.Select(static node => Describe(node.Key, node.Value.ElementType, node.Value.Dimensions)));
        var needs = string.Join(", ", expected.Select(static node => Describe(node.Name, typeof(float), node.Shape)));
        throw new ColorizerException(
            ExitCode.Failed, $"The {_title} does not fit: its {side} are {has}, but a bundle needs {needs}; export it again.");
    }

    private static bool Fits(int[] actual, int[] expected)
    {
        if (actual.Length != expected.Length)
            return false;
        for (var axis = 0; axis < actual.Length; axis++)
        {
            if (expected[axis] != actual[axis] && !(expected[axis] >= 0 && actual[axis] < 0))
                return false;
        }

        return true;
    }

    private static string Describe(string name, Type type, int[] shape) =>
        $"{name} {(type == typeof(float) ? "float" : type.Name)}[{string.Join('×', shape.Select(static n => n < 0 ? "?" : $"{n}"))}]";
}
