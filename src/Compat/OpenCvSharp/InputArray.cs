namespace OpenCvSharp;

/// <summary>A matrix as what a call reads.</summary>
public class InputArray
{
    private protected InputArray(Mat mat) => Mat = mat;

    internal Mat Mat { get; }

    /// <summary>Any matrix serves.</summary>
    public static implicit operator InputArray(Mat mat) => new(mat);
}
