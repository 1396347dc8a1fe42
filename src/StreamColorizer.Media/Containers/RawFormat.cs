using StreamColorizer.Core.Frames;

namespace StreamColorizer.Media.Containers;

/// <summary>
/// FourCCs of raw pictures in NUT and ffmpeg's names of the same pixel formats
/// (libavcodec/raw.c: Y1, Y3 + chroma shifts + depth for what is deeper than 8 bits).
/// </summary>
public static class RawFormat
{
    /// <summary>FourCC of planar Y'CbCr with the layout's chroma and depth.</summary>
    public static uint FourCcOf(PlaneLayout layout)
    {
        if (layout.BitDepth == 8)
        {
            return layout.Chroma switch
            {
                ChromaSampling.Yuv420 => Tag('I', '4', '2', '0'),
                ChromaSampling.Yuv422 => Tag('Y', '4', '2', 'B'),
                _ => Tag('4', '4', '4', 'P'),
            };
        }

        var shifts = layout.Chroma switch { ChromaSampling.Yuv420 => 11, ChromaSampling.Yuv422 => 10, _ => 0 };
        return Tag('Y', '3', (char)shifts, (char)layout.BitDepth);
    }

    /// <summary>Bits of a gray FourCC, or null if it stands for anything else.</summary>
    public static int? GrayDepth(uint fourCc)
    {
        if (fourCc == Tag('Y', '8', '0', '0') || fourCc == Tag('G', 'R', 'E', 'Y') || fourCc == Tag('Y', '8', ' ', ' '))
            return 8;
        var isDeep = (fourCc & 0xFFFFFF) == Tag('Y', '1', '\0', '\0');
        return isDeep && fourCc >> 24 is >= 9 and <= 16 ? (int)(fourCc >> 24) : null;
    }

    /// <summary>ffmpeg's name of planar Y'CbCr, like yuv420p or yuv422p10le.</summary>
    public static string NameOf(ChromaSampling chroma, int bitDepth)
    {
        var name = chroma switch
        {
            ChromaSampling.Yuv420 => "yuv420p",
            ChromaSampling.Yuv422 => "yuv422p",
            _ => "yuv444p",
        };
        return bitDepth == 8 ? name : $"{name}{bitDepth}le";
    }

    private static uint Tag(char a, char b, char c, char d) => a | ((uint)b << 8) | ((uint)c << 16) | ((uint)d << 24);
}
