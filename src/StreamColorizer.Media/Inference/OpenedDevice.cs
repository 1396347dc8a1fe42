namespace StreamColorizer.Media.Inference;

/// <summary>What a network really runs on.</summary>
/// <param name="Device">The device.</param>
/// <param name="Precision">Precision of the fusion graph.</param>
/// <param name="Sentence">One sentence that says what was chosen and why.</param>
public sealed record OpenedDevice(DeviceChoice Device, Precision Precision, string Sentence);
