using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Scenes;

/// <summary>
/// Numbers the scenes of a stream of luma planes of one geometry, frame by frame, and recognizes one of the last
/// <see cref="Remembered"/> scenes when it returns after a cut. Causal and deterministic; no allocation per frame in the
/// steady state. One caller at a time.
/// </summary>
public sealed class DetectedScenes
{
    /// <summary>The default threshold; in the project's test clips every cut lies above 0.34, all else below 0.2.</summary>
    public const double DefaultThreshold = 0.25;

    /// <summary>Scenes that are recognized when they return.</summary>
    public const int Remembered = 8;

    // How near a frame must be to a scene's first or last picture to be that scene again.
    private const double SameDistance = 0.06, SameChange = 0.05, SameUnlikeness = 0.15;

    private readonly LightnessScaler _scaler;
    private readonly SceneDetector _detector;
    private readonly SceneSignature _frame = new();
    private readonly List<Memory> _memories = new(Remembered);
    private Memory? _current;
    private int _nextScene;

    /// <summary>Prepares for one stream.</summary>
    /// <param name="layout">Geometry of the luma planes.</param>
    /// <param name="color">Their range.</param>
    /// <param name="threshold">Distance of neighboring frames, 0..1, from which a spike is a cut.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not within 0..1.</exception>
    public DetectedScenes(PlaneLayout layout, ColorDescription color, double threshold = DefaultThreshold)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1);
        _scaler = SceneSignature.Scaler(layout, color);
        _detector = new SceneDetector(threshold);
    }

    /// <summary>Places the next frame in display order.</summary>
    /// <param name="luma">Its luma plane.</param>
    public SceneMark Next(ReadOnlySpan<byte> luma)
    {
        _frame.Read(_scaler, luma);
        var verdict = _detector.Next(_frame);
        if (verdict != SceneEvent.Same)
            verdict = Enter(verdict);
        _detector.Accept(_frame, verdict, _current!.Key);
        return new SceneMark(_current.Scene, verdict, _frame.IsBlank);
    }

    private SceneEvent Enter(SceneEvent verdict)
    {
        _current?.Last.CopyFrom(_detector.Previous);
        var known = verdict == SceneEvent.Cut ? _memories.Find(memory => memory.Resembles(_frame)) : null;
        if (known is not null)
        {
            // The most recent scene stands last.
            _memories.Remove(known);
            _memories.Add(known);
            _current = known;
            return SceneEvent.Return;
        }

        var fresh = _memories.Count < Remembered ? new Memory() : _memories[0];
        _memories.Remove(fresh);
        fresh.Scene = _nextScene++;
        fresh.Key.CopyFrom(_frame);
        fresh.Last.CopyFrom(_frame);
        _memories.Add(fresh);
        _current = fresh;
        return verdict;
    }

    private sealed class Memory
    {
        public int Scene { get; set; }

        public SceneSignature Key { get; } = new();

        public SceneSignature Last { get; } = new();

        public bool Resembles(SceneSignature frame) => Near(frame, Key) || Near(frame, Last);

        private static bool Near(SceneSignature frame, SceneSignature known) =>
            !known.IsBlank
            && frame.Change(known) < SameChange
            && frame.Unlikeness(known) < SameUnlikeness
            && frame.Distance(known) < SameDistance;
    }
}
