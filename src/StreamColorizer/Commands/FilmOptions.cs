using StreamColorizer.Core.Errors;

namespace StreamColorizer.Commands;

/// <summary>Options that films alone understand.</summary>
internal static class FilmOptions
{
    /// <summary>Refuses such an option where nothing but pictures is colored: who gave it would wait for its effect in vain.</summary>
    /// <exception cref="ColorizerException">The first of them.</exception>
    public static void RefuseForPictures(ColorizeRequest request, IReadOnlyList<ColorizeItem> items)
    {
        if (items.Any(item => item.Kind == InputKind.Film))
            return;
        if (Given(request).FirstOrDefault(option => option.IsGiven).Name is { } name)
            throw new ColorizerException(ExitCode.Usage, $"{name} has no meaning for pictures: leave it out.");
    }

    private static (string Name, bool IsGiven)[] Given(ColorizeRequest request) =>
    [
        ("--from", request.From is not null),
        ("--to", request.To is not null),
        ("--crf", request.Crf is not null),
        ("--preset", request.Preset is not null),
        ("--pixel-format", request.PixelFormat is not null),
        ("--deinterlace", request.Deinterlace),
    ];
}
