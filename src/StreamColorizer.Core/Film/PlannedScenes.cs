using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Guides a film by its plan, which holds each scene's embedding, so a resumed film has the colors of an uninterrupted
/// one. Frames of finished segments are skipped.
/// </summary>
public sealed class PlannedScenes : ISceneGuide
{
    private readonly FilmPlan _plan;
    private readonly bool[] _toDo;
    private int _span;
    private int _segment;

    /// <summary>Prepares the walk over the segments still to do.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isDone">Tells of a segment's number whether it is finished.</param>
    public PlannedScenes(FilmPlan plan, Func<int, bool> isDone)
    {
        _plan = plan;
        _toDo = [.. plan.Segments.Select(segment => !isDone(segment.Index))];
    }

    /// <inheritdoc />
    public SceneAssignment Assign(Frame frame)
    {
        if (frame.Index >= _plan.Frames.Count)
        {
            throw new ColorizerException(ExitCode.Failed,
                $"The source has a frame {frame.Index} although the plan counted only {_plan.Frames.Count}: it changed, or its "
                + "decoding cannot be repeated; start anew with --no-resume.");
        }

        var index = (int)frame.Index;
        while (_span + 1 < _plan.Spans.Count && _plan.Spans[_span + 1].FirstFrame <= index)
            _span++;
        while (_plan.Segments[_segment].EndFrame <= index)
            _segment++;
        var scene = _plan.Spans[_span].Scene;
        return new SceneAssignment(scene, IsKeyFrame: false, _toDo[_segment], _segment)
        {
            Embedding = _plan.Embeddings.TryGetValue(scene, out var embedding) ? embedding : default(ReadOnlyMemory<float>),
        };
    }
}
