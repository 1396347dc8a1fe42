using OpenCvSharp;
using StreamColorizer.Core.Errors;
using StreamColorizer.Media.Inference;

namespace StreamColorizer.Media.Diagnosis;

/// <summary>Looks for every native part that the product uses, and tries the devices with a real network.</summary>
public static class NativeDiagnosis
{
    /// <summary>All findings, the needed parts first.</summary>
    /// <param name="library">Where bundles are; the default one is opened on each device.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<IReadOnlyList<PartFinding>> FindAsync(BundleLibrary library, CancellationToken cancellationToken)
    {
        var findings = new List<PartFinding>(await FfmpegDiagnosis.FindAsync(cancellationToken)) { OpenCv(), Core() };
        var (model, bundle) = Model(library);
        findings.Add(model);
        if (bundle is null || !findings[^2].Found)
            return findings;
        foreach (var kind in new[] { DeviceKind.Cpu, DeviceKind.WebGpu, DeviceKind.Cuda })
            findings.Add(Device(bundle, new DeviceChoice(kind)));
        return findings;
    }

    private static PartFinding OpenCv()
    {
        const string part = "OpenCV";
        try
        {
            foreach (var line in Cv2.GetBuildInformation().AsSpan().EnumerateLines())
            {
                if (!line.IsWhiteSpace())
                    return new(part, true, true, line.Trim().ToString().Replace("General configuration for OpenCV ", "").TrimEnd(' ', '='));
            }

            return new(part, true, true, "of unknown version");
        }
        catch (Exception fault) when (fault is TypeInitializationException or DllNotFoundException or EntryPointNotFoundException)
        {
            return new(part, false, true, (fault.InnerException ?? fault).Message.ReplaceLineEndings(" "),
                "Run ./run.sh in the project's folder, which installs and builds it.");
        }
    }

    private static PartFinding Core()
    {
        const string part = "ONNX Runtime";
        try
        {
            return new(part, true, true, $"{OnnxRuntimeLibrary.Version} in {OnnxRuntimeLibrary.Directory}");
        }
        catch (ColorizerException fault)
        {
            return new(part, false, true, fault.Message, "Run ./run.sh in the project's folder.");
        }
    }

    private static (PartFinding Finding, Bundle? Bundle) Model(BundleLibrary library)
    {
        const string part = "default model";
        try
        {
            var bundle = library.Find(null);
            return (new(part, true, true, $"{bundle.Facts.Name} in {bundle.Directory}"), bundle);
        }
        catch (ColorizerException fault)
        {
            return (new(part, false, true, fault.Message, "Fetch the repository's models folder again."), null);
        }
    }

    private static PartFinding Device(Bundle bundle, DeviceChoice device)
    {
        var part = $"device {device}";
        var needed = device.Kind == DeviceKind.Cpu;
        try
        {
            using var network = OnnxColorNetwork.Open(bundle, new NetworkOptions { Device = device });
            return new(part, true, needed, $"opens {bundle.Facts.Name} in {network.Device.Precision.ToString().ToLowerInvariant()}");
        }
        catch (ColorizerException fault)
        {
            return new(part, false, needed, fault.Message);
        }
    }
}
