namespace OpenCvSharp;

/// <summary>How lines are drawn.</summary>
public enum LineTypes
{
    /// <summary>Four-connected.</summary>
    Link4 = 4,

    /// <summary>Eight-connected.</summary>
    Link8 = 8,

    /// <summary>Smoothed.</summary>
    AntiAlias = 16,
}
