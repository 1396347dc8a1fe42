using StreamColorizer.Core.Film;

namespace StreamColorizer.Media.Pictures;

/// <summary>Looks at the first picture of a sequence, whose others are like it.</summary>
public static class PictureProbe
{
    /// <summary>Reads the first picture.</summary>
    /// <param name="paths">Pictures that can be read, at least one.</param>
    /// <exception cref="Core.Errors.ColorizerException">The first cannot be read.</exception>
    public static PictureFacts Of(IReadOnlyList<string> paths)
    {
        using var first = PictureFile.Read(paths[0]);
        var layout = PictureFrames.LayoutOf(first);
        return new PictureFacts(FormatOf(paths[0]), layout.Width, layout.Height, layout.BitDepth, paths.Count);
    }

    // Names lie; the decoder goes by the content, too.
    private static string FormatOf(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> head = stackalloc byte[4];
        file.ReadExactly(head);
        return head switch
        {
            [0x89, (byte)'P', ..] => "png",
            [0xff, 0xd8, ..] => "jpeg",
            [(byte)'R', (byte)'I', ..] => "webp",
            [(byte)'B', (byte)'M', ..] => "bmp",
            _ => "tiff",
        };
    }
}
