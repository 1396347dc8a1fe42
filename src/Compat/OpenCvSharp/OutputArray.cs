namespace OpenCvSharp;

/// <summary>A matrix as what a call writes.</summary>
public class OutputArray
{
    private protected OutputArray(Mat mat) => Mat = mat;

    internal Mat Mat { get; }

    /// <summary>Any matrix serves.</summary>
    public static implicit operator OutputArray(Mat mat) => new(mat);
}
