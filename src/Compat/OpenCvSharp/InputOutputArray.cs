namespace OpenCvSharp;

/// <summary>A matrix as what a call reads and changes.</summary>
public class InputOutputArray : OutputArray
{
    private InputOutputArray(Mat mat)
        : base(mat)
    {
    }

    /// <summary>Any matrix serves.</summary>
    public static implicit operator InputOutputArray(Mat mat) => new(mat);
}
