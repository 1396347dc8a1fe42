namespace OpenCvSharp;

/// <summary>A misuse that this wrapper noticed itself.</summary>
/// <param name="message">What was wrong.</param>
public class OpenCvSharpException(string message) : Exception(message);
