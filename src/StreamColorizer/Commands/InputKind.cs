namespace StreamColorizer.Commands;

/// <summary>What an input is.</summary>
public enum InputKind
{
    /// <summary>A video file.</summary>
    Film,

    /// <summary>One picture.</summary>
    Picture,

    /// <summary>A numbered sequence of pictures.</summary>
    Sequence,
}
