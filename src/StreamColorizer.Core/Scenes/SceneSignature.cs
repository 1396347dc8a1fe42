using StreamColorizer.Core.Color;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Scenes;

/// <summary>
/// The small fingerprint of a frame: mean L* (0..100) of <see cref="Rows"/> × <see cref="Columns"/> cells.
/// </summary>
public sealed class SceneSignature
{
    /// <summary>Cells from top to bottom.</summary>
    public const int Rows = 12;

    /// <summary>Cells from left to right.</summary>
    public const int Columns = 16;

    // What a cell's mean may wander by without saying anything, in L*.
    private const double Noise = 1;

    // Standard deviation over the cells, in L*, below which a frame shows nothing: black, white, a fade's end.
    private const double BlankSpread = 1;

    private readonly float[] _cells = new float[Rows * Columns];
    private double _mean;
    private double _variance;

    /// <summary>The frame shows nothing: a blank leader, the end of a fade, a white flash.</summary>
    public bool IsBlank => _variance < BlankSpread * BlankSpread;

    /// <summary>Makes what <see cref="Read"/> needs for one geometry.</summary>
    public static LightnessScaler Scaler(PlaneLayout layout, ColorDescription color) => new(layout, color, Rows, Columns);

    /// <summary>Takes the fingerprint of a luma plane.</summary>
    /// <param name="scaler">From <see cref="Scaler"/>.</param>
    /// <param name="luma">The plane.</param>
    public void Read(LightnessScaler scaler, ReadOnlySpan<byte> luma)
    {
        scaler.Scale(luma, _cells);
        double sum = 0, squares = 0;
        foreach (double cell in _cells)
        {
            sum += cell;
            squares += cell * cell;
        }

        _mean = sum / _cells.Length;
        _variance = Math.Max(0, squares / _cells.Length - _mean * _mean);
    }

    /// <summary>Becomes equal to another one.</summary>
    public void CopyFrom(SceneSignature other)
    {
        other._cells.CopyTo(_cells, 0);
        (_mean, _variance) = (other._mean, other._variance);
    }

    /// <summary>Mean difference of the cells, 0..1 of the range of L*.</summary>
    public double Change(SceneSignature other)
    {
        double sum = 0;
        for (var i = 0; i < _cells.Length; i++)
            sum += Math.Abs(_cells[i] - other._cells[i]);
        return sum / _cells.Length / 100;
    }

    /// <summary>
    /// How little the pictures resemble each other apart from brightness and contrast: 1 minus the correlation of the
    /// cells, with a noise floor, 0..1.
    /// </summary>
    public double Unlikeness(SceneSignature other)
    {
        double covariance = 0;
        for (var i = 0; i < _cells.Length; i++)
            covariance += (_cells[i] - _mean) * (other._cells[i] - other._mean);
        covariance = covariance / _cells.Length + Noise;
        return Math.Clamp(1 - covariance / Math.Sqrt((_variance + Noise) * (other._variance + Noise)), 0, 1);
    }

    /// <summary>
    /// The distance that cuts are found by: geometric mean of <see cref="Change"/> and <see cref="Unlikeness"/>, 0..1.
    /// Flicker changes but resembles, noise in the dark resembles nothing but changes little; a cut does both.
    /// </summary>
    public double Distance(SceneSignature other) => Math.Sqrt(Change(other) * Unlikeness(other));
}
