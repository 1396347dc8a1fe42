using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Pipeline;

/// <summary>What the guide says about one frame.</summary>
/// <param name="Scene">Scene whose embedding the frame uses; a scene that returns keeps its number.</param>
/// <param name="IsKeyFrame">
/// True: the scene's embedding is computed from this frame, also if the scene has one already (it drifted).
/// The first frame of a scene that the walk sees is a key frame.
/// </param>
/// <param name="Paint">False: the frame is given back unpainted, after it served as key frame if it is one.</param>
/// <param name="Group">
/// Frames of different groups never share a batch. A film uses its segments, so that a segment's color does not
/// depend on what was made before it in the same run.
/// </param>
public readonly record struct SceneAssignment(int Scene, bool IsKeyFrame, bool Paint, int Group = 0)
{
    /// <summary>The scene's embedding where the guide knows it beforehand; empty: the walk asks and remembers.</summary>
    public ReadOnlyMemory<float> Embedding { get; init; }
}

/// <summary>
/// Says which scene a frame belongs to: planned beforehand for a film, detected on the way for a feed.
/// </summary>
public interface ISceneGuide
{
    /// <summary>
    /// Called once per frame, in display order, by one stage; frames that the intake dropped are missing.
    /// The frame stays the caller's and its luma is read-only.
    /// </summary>
    /// <exception cref="Errors.ColorizerException">The frame does not belong to the plan.</exception>
    SceneAssignment Assign(Frame frame);
}
