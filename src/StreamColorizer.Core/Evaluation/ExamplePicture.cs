namespace StreamColorizer.Core.Evaluation;

/// <summary>A picture of the page: why it was chosen, and how it looks.</summary>
/// <param name="Title">Name of the picture.</param>
/// <param name="Why">"best", "median" or "worst".</param>
/// <param name="Looks">One per contestant: a JPEG as base64.</param>
public sealed record ExamplePicture(string Title, string Why, IReadOnlyList<string> Looks);
