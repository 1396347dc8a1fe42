namespace StreamColorizer.Core.Evaluation;

/// <summary>What kind of row a contestant is.</summary>
public enum ContestantKind
{
    /// <summary>The reference without color.</summary>
    Gray,

    /// <summary>A bundle, colored by this program.</summary>
    Bundle,

    /// <summary>Pictures that another program colored.</summary>
    Folder,

    /// <summary>The truth itself.</summary>
    Truth,
}
