using System.Runtime.CompilerServices;

namespace StreamColorizer.Core.Color;

/// <summary>How the methods are compiled that a frame's time goes to.</summary>
internal static class Compiled
{
    /// <summary>
    /// For good at the first call, for slow code would work on the first second of a film otherwise; and each by itself, for
    /// in one large method the compiler gives up inlining halfway.
    /// </summary>
    public const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
