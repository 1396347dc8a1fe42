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
