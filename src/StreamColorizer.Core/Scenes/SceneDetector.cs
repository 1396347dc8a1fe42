namespace StreamColorizer.Core.Scenes;

/// <summary>
/// Finds cuts and drift from signatures, in order, without looking ahead; the same frames give the same answers.
/// A cut is a distance to the frame before that passes the threshold and stands out of the recent past. Blank frames
/// belong to the scene before them; the frame after them is compared with the scene's key frame, whatever its
/// brightness, so a fade ends in a new scene only where the picture is a new one.
/// </summary>
internal sealed class SceneDetector(double threshold)
{
    private const double SpikeFactor = 3;
    private const double PastShare = 0.1;

    // Drift: distance to the key frame in multiples of the threshold, change of brightness, and frames in a row.
    private const double DriftFactor = 1.25, DriftChange = 0.2;
    private const int DriftFrames = 16;

    // Unlikeness to the key frame, after blank frames, from which the picture is another.
    private const double NewAfterBlank = 0.4;

    private readonly SceneSignature _previous = new();
    private readonly SceneSignature _key = new();
    private bool _started;
    private bool _afterBlank;
    private double _past;
    private int _farFrames;

    /// <summary>The last frame that showed something.</summary>
    public SceneSignature Previous => _previous;

    /// <summary>Says what a frame is; never <see cref="SceneEvent.Return"/>, which takes a memory.</summary>
    public SceneEvent Next(SceneSignature frame)
    {
        if (!_started)
        {
            _started = true;
            _previous.CopyFrom(frame);
            Begin(frame);
            return SceneEvent.Cut;
        }

        if (frame.IsBlank)
        {
            _afterBlank = true;
            return SceneEvent.Same;
        }

        var verdict = Judge(frame);
        _afterBlank = false;
        return verdict;
    }

    /// <summary>Accepts the frame that was judged last; its scene's key frame has this signature.</summary>
    public void Accept(SceneSignature frame, SceneEvent verdict, SceneSignature key)
    {
        if (verdict != SceneEvent.Same)
            Begin(key);
        if (!frame.IsBlank)
            _previous.CopyFrom(frame);
    }

    private SceneEvent Judge(SceneSignature frame)
    {
        if (_key.IsBlank || (_afterBlank && frame.Unlikeness(_key) > NewAfterBlank))
            return SceneEvent.Cut;
        var distance = frame.Distance(_previous);
        if (distance > threshold && distance > SpikeFactor * _past)
            return SceneEvent.Cut;
        _past += PastShare * (Math.Min(distance, threshold) - _past);
        var far = frame.Distance(_key) > DriftFactor * threshold || frame.Change(_key) > DriftChange;
        _farFrames = far ? _farFrames + 1 : 0;
        return _farFrames >= DriftFrames ? SceneEvent.Drift : SceneEvent.Same;
    }

    private void Begin(SceneSignature key)
    {
        _key.CopyFrom(key);
        _farFrames = 0;
    }
}
