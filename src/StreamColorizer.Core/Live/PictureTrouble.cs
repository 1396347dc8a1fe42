namespace StreamColorizer.Core.Live;

/// <summary>What is wrong with a picture that comes all the same; the label <c>trouble</c> of its metrics.</summary>
public enum PictureTrouble
{
    /// <summary>Nearly all of it is black: a covered lens, or a night without light.</summary>
    Black,

    /// <summary>Frames come, and not one sample changes.</summary>
    Frozen,
}
