using System.Globalization;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>What `--device` names.</summary>
/// <param name="Kind">The kind of device.</param>
/// <param name="Index">Which one of its kind, from 0.</param>
public readonly record struct DeviceChoice(DeviceKind Kind, int Index = 0)
{
    /// <summary>Reads `auto`, `cpu`, `webgpu`, `webgpu:N`, `cuda` or `cuda:N`.</summary>
    /// <exception cref="ColorizerException">Anything else.</exception>
    public static DeviceChoice Parse(string text)
    {
        var (name, number) = text.IndexOf(':') is var colon and >= 0 ? (text[..colon], text[(colon + 1)..]) : (text, null);
        var index = 0;
        var isNumber = number is null || int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out index);
        DeviceKind? kind = name switch
        {
            "auto" when number is null => DeviceKind.Auto,
            "cpu" when number is null => DeviceKind.Cpu,
            "webgpu" when isNumber => DeviceKind.WebGpu,
            "cuda" when isNumber => DeviceKind.Cuda,
            _ => null,
        };
        return kind is { } known
            ? new DeviceChoice(known, index)
            : throw new ColorizerException(
                ExitCode.Usage, $"--device is \"{text}\", but takes auto, cpu, webgpu, webgpu:N, cuda or cuda:N.");
    }

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        DeviceKind.Auto => "auto",
        DeviceKind.Cpu => "cpu",
        DeviceKind.WebGpu => $"webgpu:{Index}",
        _ => $"cuda:{Index}",
    };
}
