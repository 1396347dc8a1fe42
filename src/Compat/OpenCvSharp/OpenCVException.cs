namespace OpenCvSharp;

/// <summary>An exception that OpenCV threw.</summary>
/// <param name="status">OpenCV's error code.</param>
/// <param name="funcName">The function that failed.</param>
/// <param name="errMsg">OpenCV's own words.</param>
/// <param name="fileName">OpenCV's source file.</param>
/// <param name="line">The line in it.</param>
public class OpenCVException(ErrorCode status, string funcName, string errMsg, string fileName, int line) : Exception(errMsg)
{
    /// <summary>OpenCV's error code.</summary>
    public ErrorCode Status { get; } = status;

    /// <summary>The function that failed.</summary>
    public string FuncName { get; } = funcName;

    /// <summary>OpenCV's own words.</summary>
    public string ErrMsg { get; } = errMsg;

    /// <summary>OpenCV's source file.</summary>
    public string FileName { get; } = fileName;

    /// <summary>The line in it.</summary>
    public int Line { get; } = line;
}
