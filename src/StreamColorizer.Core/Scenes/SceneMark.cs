namespace StreamColorizer.Core.Scenes;

/// <summary>What a frame is to the scene before it.</summary>
public enum SceneEvent
{
    /// <summary>The scene goes on.</summary>
    Same,

    /// <summary>A cut to a scene not seen lately. The first frame is one, too.</summary>
    Cut,

    /// <summary>A cut back to a scene seen lately.</summary>
    Return,

    /// <summary>No cut, but the picture has been far from the scene's key frame for long: a new scene begins.</summary>
    Drift,
}

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
