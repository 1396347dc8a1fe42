namespace StreamColorizer.Core.Scenes;

/// <summary>Where a frame belongs.</summary>
/// <param name="Scene">Number of the scene, from 0 in order of first appearance.</param>
/// <param name="Event">What the frame is to the one before it.</param>
public readonly record struct SceneMark(int Scene, SceneEvent Event)
{
    /// <summary>The frame is the one that its scene's embedding is made from.</summary>
    public bool IsKeyFrame => Event is SceneEvent.Cut or SceneEvent.Drift;

    /// <summary>The frame follows a hard cut; segments best begin here.</summary>
    public bool IsCut => Event is SceneEvent.Cut or SceneEvent.Return;
}
