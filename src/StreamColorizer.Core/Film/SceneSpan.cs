namespace StreamColorizer.Core.Film;

/// <summary>
/// A run of frames of one scene. A scene that returns has several spans and one embedding, which the plan holds, so
/// every frame's color depends on the plan only, not on what was colored before it.
/// </summary>
/// <param name="FirstFrame">Index of its first frame; the span ends where the next one begins.</param>
/// <param name="Scene">Number of the scene, from 0.</param>
/// <param name="IsCut">True for a cut (a border that a viewer sees), false for a scene renewed because it drifted.</param>
public sealed record SceneSpan(int FirstFrame, int Scene, bool IsCut);
