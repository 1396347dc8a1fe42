using System.Security.Cryptography;
using StreamColorizer.Core.Errors;

namespace StreamColorizer.Media.Inference;

/// <summary>One ONNX file of a bundle.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">Promised SHA-256, 64 lower-case hex digits.</param>
public sealed record GraphFile(string Path, string Sha256)
{
    /// <summary>Reads the file once and compares its checksum with the promised one.</summary>
    /// <exception cref="ColorizerException">The file is missing, unreadable or another one.</exception>
    public void Verify()
    {
        try
        {
            using var file = File.OpenRead(Path);
            var actual = Convert.ToHexStringLower(SHA256.HashData(file));
            if (actual == Sha256)
                return;
            throw new ColorizerException(
                ExitCode.Failed,
                $"The model file {Path} is damaged or another one: its SHA-256 is {actual}, but model.yaml says {Sha256}; "
                + "fetch the bundle again.");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ColorizerException(
                ExitCode.Failed, $"The model file {Path} is missing: fetch the whole bundle again.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ColorizerException(
                ExitCode.Failed, $"The model file {Path} cannot be read: {fault.Message.TrimEnd('.')}.", fault);
        }
    }
}
