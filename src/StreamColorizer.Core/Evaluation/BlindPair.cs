namespace StreamColorizer.Core.Evaluation;

/// <summary>A question of the blind test.</summary>
/// <param name="Name">Name of the picture.</param>
/// <param name="Model">Who colored the fake.</param>
/// <param name="Truth">The true picture: a JPEG as base64.</param>
/// <param name="Fake">The colored picture, likewise.</param>
public sealed record BlindPair(string Name, string Model, string Truth, string Fake);
