namespace StreamColorizer.Core.Scenes;

/// <summary>Where a frame belongs.</summary>
/// <param name="Scene">Number of the scene, from 0 in order of first appearance.</param>
/// <param name="Event">What the frame is to the one before it.</param>
/// <param name="IsBlank">The frame shows nothing: black, white, a fade's end.</param>
public readonly record struct SceneMark(int Scene, SceneEvent Event, bool IsBlank = false)
{
    /// <summary>The frame begins a scene that was not seen before; a feed asks for the scene's embedding here.</summary>
    public bool IsKeyFrame => Event is SceneEvent.Cut or SceneEvent.Drift;

    /// <summary>The frame follows a hard cut; segments best begin here.</summary>
    public bool IsCut => Event is SceneEvent.Cut or SceneEvent.Return;
}
