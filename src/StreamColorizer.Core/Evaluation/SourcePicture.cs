namespace StreamColorizer.Core.Evaluation;

/// <summary>A picture as a file's bytes.</summary>
/// <param name="Order">Number of the picture over all inputs, from 0; the same whenever the inputs are read again.</param>
/// <param name="Name">Path inside its shard or folder, with forward slashes.</param>
/// <param name="Source">First part of that path, or the name of the folder that holds the picture.</param>
/// <param name="Bytes">The file.</param>
public sealed record SourcePicture(int Order, string Name, string Source, byte[] Bytes);
