using System.Runtime.InteropServices;
using StreamColorizer.Core.Frames;

namespace Core.Tests.Color;

/// <summary>Luma planes for tests.</summary>
internal static class Planes
{
    public static byte[] Random(PlaneLayout layout, int seed)
    {
        var random = new Random(seed);
        return Filled(layout, (_, _) => random.Next(1 << layout.BitDepth));
    }

    public static byte[] Constant(PlaneLayout layout, int code) => Filled(layout, (_, _) => code);

    public static byte[] Filled(PlaneLayout layout, Func<int, int, int> code)
    {
        var plane = new byte[layout.LumaBytes];
        for (var y = 0; y < layout.Height; y++)
            for (var x = 0; x < layout.Width; x++)
                if (layout.BytesPerSample == 1)
                    plane[y * layout.Width + x] = (byte)code(y, x);
                else
                    MemoryMarshal.Cast<byte, ushort>(plane.AsSpan())[y * layout.Width + x] = (ushort)code(y, x);
        return plane;
    }

    public static int Sample(PlaneLayout layout, byte[] plane, int y, int x) => layout.BytesPerSample == 1
        ? plane[y * layout.Width + x]
        : MemoryMarshal.Cast<byte, ushort>(plane.AsSpan())[y * layout.Width + x];
}
