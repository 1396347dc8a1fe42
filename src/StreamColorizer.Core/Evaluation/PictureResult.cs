using StreamColorizer.Core.Quality;

namespace StreamColorizer.Core.Evaluation;

/// <summary>One picture's scores before they are gathered.</summary>
/// <param name="Order">Number of the picture in its input.</param>
/// <param name="Name">Path inside its shard or folder.</param>
/// <param name="Source">First part of that path, or the folder's own name.</param>
/// <param name="Scores">One per contestant.</param>
public sealed record PictureResult(int Order, string Name, string Source, PictureScores[] Scores);
