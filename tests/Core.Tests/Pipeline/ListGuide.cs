using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace Core.Tests.Pipeline;

/// <summary>Assigns by the frame's index; a scene's key frame is its first one unless told otherwise.</summary>
public sealed class ListGuide(Func<long, int> scene) : ISceneGuide
{
    private readonly HashSet<int> _seen = [];

    public Func<long, bool> Paint { get; init; } = static _ => true;

    public Func<long, int> Group { get; init; } = static _ => 0;

    public Func<long, bool> Key { get; init; } = static _ => false;

    public SceneAssignment Assign(Frame frame) => new(
        scene(frame.Index), _seen.Add(scene(frame.Index)) || Key(frame.Index), Paint(frame.Index), Group(frame.Index));
}
