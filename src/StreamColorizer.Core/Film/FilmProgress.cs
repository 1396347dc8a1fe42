using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Film;

/// <summary>What a film job is doing.</summary>
public enum FilmPhase
{
    /// <summary>Not begun.</summary>
    Waiting,

    /// <summary>Decoding once to find cuts and fix the plan.</summary>
    Planning,

    /// <summary>Coloring segments.</summary>
    Coloring,

    /// <summary>Joining segments with sound and the rest.</summary>
    Joining,

    /// <summary>Over.</summary>
    Finished,
}

/// <summary>Where a film job is; written by the job, read by the progress line at any time.</summary>
/// <param name="time">The clock; null for the system's.</param>
public sealed class FilmProgress(TimeProvider? time = null)
{
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private int _planned;
    private int _phase;
    private long _phaseBegin;

    /// <summary>What the job is doing now.</summary>
    public FilmPhase Phase
    {
        get => (FilmPhase)Volatile.Read(ref _phase);
        internal set
        {
            Volatile.Write(ref _phaseBegin, _time.GetTimestamp());
            Volatile.Write(ref _phase, (int)value);
        }
    }

    /// <summary>How long the job has been doing that.</summary>
    public TimeSpan PhaseTime => _time.GetElapsedTime(Volatile.Read(ref _phaseBegin));

    /// <summary>Frames that the plan pass has seen.</summary>
    public int Planned => Volatile.Read(ref _planned);

    /// <summary>Frames of the film; 0 until the plan is made.</summary>
    public int Frames { get; internal set; }

    /// <summary>Frames that an earlier run finished.</summary>
    public int ResumedFrames { get; internal set; }

    /// <summary>The walk's counters.</summary>
    public PipelineProgress Walk { get; } = new();

    internal void BeginPlan() => Volatile.Write(ref _planned, 0);

    internal void CountPlanned() => Interlocked.Increment(ref _planned);
}
