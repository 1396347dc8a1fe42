namespace StreamColorizer.Core.Film;

/// <summary>What colors a source has before it is colored.</summary>
public enum Tone
{
    /// <summary>None, or so little that nobody sees it.</summary>
    Gray,

    /// <summary>Each picture has one hue that follows its brightness: sepia, tinting, a cast of age.</summary>
    Tinted,

    /// <summary>Colors of its own.</summary>
    Color,
}
