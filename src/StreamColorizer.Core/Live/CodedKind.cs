namespace StreamColorizer.Core.Live;

/// <summary>What a coded stream holds that is carried unchanged.</summary>
public enum CodedKind
{
    /// <summary>The camera's sound.</summary>
    Sound,

    /// <summary>The camera's own picture, as it sent it.</summary>
    Original,
}
