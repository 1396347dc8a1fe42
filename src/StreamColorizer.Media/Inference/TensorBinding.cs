using Microsoft.ML.OnnxRuntime;

namespace StreamColorizer.Media.Inference;

/// <summary>A graph's inputs and output bound to pinned buffers once, so that runs neither copy nor allocate.</summary>
internal sealed class TensorBinding(OnnxGraph graph) : IDisposable
{
    private readonly List<OrtValue> _values = [];

    /// <summary>What <see cref="OnnxGraph.Run"/> takes.</summary>
    public OrtIoBinding Binding { get; } = graph.Session.CreateIoBinding();

    /// <summary>Binds an input; the memory stays pinned until this is disposed.</summary>
    public TensorBinding Input(string name, Memory<float> memory, params long[] shape)
    {
        Binding.BindInput(name, Tensor(memory, shape));
        return this;
    }

    /// <summary>Binds the output.</summary>
    public TensorBinding Output(string name, Memory<float> memory, params long[] shape)
    {
        Binding.BindOutput(name, Tensor(memory, shape));
        return this;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Binding.Dispose();
        foreach (var value in _values)
            value.Dispose();
    }

    private OrtValue Tensor(Memory<float> memory, long[] shape)
    {
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, shape);
        _values.Add(value);
        return value;
    }
}
