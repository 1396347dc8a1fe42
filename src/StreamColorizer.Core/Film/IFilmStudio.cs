using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>What a film job needs of the native world, for one source and one output.</summary>
public interface IFilmStudio
{
    /// <summary>How frames leave the studio's sources, chroma planes of the output included.</summary>
    PlaneLayout Layout { get; }

    /// <summary>How frames leave the sources that a plan is made from: at most as large as <see cref="Layout"/>.</summary>
    PlaneLayout PlanLayout { get; }

    /// <summary>Extension of segment files, with its dot.</summary>
    string SegmentExtension { get; }

    /// <summary>Extension of the joined film, with its dot.</summary>
    string OutputExtension { get; }

    /// <summary>Opens the source at its beginning; each time it delivers the same frames.</summary>
    IFrameSource OpenSource();

    /// <summary>
    /// Opens the source at its beginning for a plan to be made from: the same frames at the same times as
    /// <see cref="OpenSource"/> delivers, with luma that may have fewer rows and be near the decoded one only.
    /// </summary>
    IFrameSource OpenPlanSource();

    /// <summary>
    /// Makes sources opened from now on cope with what ended a pass (a new picture size, a clock that jumps).
    /// </summary>
    /// <param name="outcome">What the source said.</param>
    /// <returns>True if a new pass gets farther; false if the outcome is final.</returns>
    bool Adapt(SourceOutcome outcome);

    /// <summary>Segments that one encoder can make, at least 1.</summary>
    int LongestRun { get; }

    /// <summary>
    /// Starts the encoder of a run. It takes the run's frames in order; those behind the last segment that got all of its
    /// frames are lost. Completing it ends the input and waits until every segment that got all of its frames was told.
    /// </summary>
    /// <param name="run">What to make.</param>
    /// <param name="layout">Geometry of the run's frames.</param>
    /// <param name="timeBase">Unit of their timestamps.</param>
    /// <param name="finished">Called when a segment's file is whole, in order and one at a time; its fault is the encoder's.</param>
    IFrameSink OpenEncoder(SegmentRun run, PlaneLayout layout, TimeBase timeBase, Func<Segment, Task> finished);

    /// <summary>Stores a moment of the film as pictures: its luma, and the painted frame.</summary>
    /// <param name="frame">The painted frame; stays the caller's.</param>
    /// <param name="beforePath">The gray picture's file.</param>
    /// <param name="afterPath">The colored picture's file.</param>
    void KeepMoment(Frame frame, string beforePath, string afterPath);

    /// <summary>Joins finished segments with everything else that the source carries.</summary>
    /// <param name="plan">Timestamps that must come out.</param>
    /// <param name="segments">Segment files in order.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="cancellationToken">Abandons the join.</param>
    /// <returns>Sentences about what could not be carried over.</returns>
    Task<IReadOnlyList<string>> JoinAsync(
        FilmPlan plan, IReadOnlyList<string> segments, string output, CancellationToken cancellationToken);
}
