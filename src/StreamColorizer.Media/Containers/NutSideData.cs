namespace StreamColorizer.Media.Containers;

/// <summary>Side data of a frame in NUT version 4: a list of names and typed values (libavformat/nutdec.c, read_sm_data).</summary>
internal static class NutSideData
{
    private const long Text = -1;
    private const long Typed = -2;
    private const long Whole = -3;
    private const long Time = -4;

    /// <summary>Walks over one list.</summary>
    /// <exception cref="InvalidDataException">It does not end within the bytes.</exception>
    public static void Skip(ref NutCursor cursor)
    {
        for (var count = cursor.ReadVarint(); count > 0; count--)
        {
            SkipBytes(ref cursor);
            SkipValue(ref cursor, cursor.ReadSigned());
        }
    }

    private static void SkipValue(ref NutCursor cursor, long kind)
    {
        switch (kind)
        {
            case Text:
                SkipBytes(ref cursor);
                break;
            case Typed:
                SkipBytes(ref cursor);
                SkipBytes(ref cursor);
                break;
            case Whole or < Time:
                cursor.ReadSigned();
                break;
            case Time:
                cursor.ReadVarint();
                break;
        }
    }

    private static void SkipBytes(ref NutCursor cursor) => cursor.ReadBytes(checked((int)cursor.ReadVarint()));
}
