using StreamColorizer.Core.Errors;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>
/// Guides a film by its plan. Frames of finished segments are skipped, except key frames that a segment still to do
/// needs: those are embedded on the way, so a resumed film has the colors of an uninterrupted one.
/// </summary>
public sealed class PlannedScenes : ISceneGuide
{
    private readonly FilmPlan _plan;
    private readonly bool[] _toDo;
    private readonly HashSet<int> _keyFrames = [];
    private int _span;
    private int _segment;

    /// <summary>Prepares the walk over the segments still to do.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="isDone">Tells of a segment's number whether it is finished.</param>
    public PlannedScenes(FilmPlan plan, Func<int, bool> isDone)
    {
        _plan = plan;
        _toDo = [.. plan.Segments.Select(segment => !isDone(segment.Index))];
        for (var i = 0; i < plan.Spans.Count; i++)
        {
            var end = i + 1 < plan.Spans.Count ? plan.Spans[i + 1].FirstFrame : plan.Frames.Count;
            if (plan.Segments.Any(segment => _toDo[segment.Index] && Overlaps(segment, plan.Spans[i].FirstFrame, end)))
                _keyFrames.Add(plan.Spans[i].KeyFrame);
        }
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
        return new SceneAssignment(_plan.Spans[_span].Scene, _keyFrames.Contains(index), _toDo[_segment], _segment);
    }

    private static bool Overlaps(Segment segment, int firstFrame, int endFrame) =>
        segment.FirstFrame < endFrame && segment.EndFrame > firstFrame;
}
