using StreamColorizer.Core.Evaluation;
using StreamColorizer.Core.Quality;

namespace StreamColorizer.Commands;

/// <summary>Someone who colors pictures for the judge: one row of the table or, at several saturations, more.</summary>
internal interface IRival : IDisposable
{
    /// <summary>Its rows.</summary>
    IReadOnlyList<Contestant> Contestants { get; }

    /// <summary>Colors a picture, once for each row. Safe for several callers.</summary>
    IReadOnlyList<RgbPicture> Color(string name, RgbPicture truth, byte[] luma);
}
