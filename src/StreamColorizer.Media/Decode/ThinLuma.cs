namespace StreamColorizer.Media.Decode;

/// <summary>
/// How many rows of a picture a plan is made from: every second one is left out as long as at least <see cref="MinRows"/>
/// stay. Leaving out is no averaging: 180 rows under the network's picture for an embedding, which has about 200, moved the
/// colors of the sample film by a mean CIEDE2000 of 0.6, and saved little more.
/// </summary>
public static class ThinLuma
{
    /// <summary>Rows that stay at least, where there are as many.</summary>
    public const int MinRows = 360;

    /// <summary>How often every second row is left out.</summary>
    /// <param name="height">Rows of the picture.</param>
    public static int Halvings(int height)
    {
        var halvings = 0;
        for (; Half(height) >= MinRows; halvings++)
            height = Half(height);
        return halvings;
    }

    /// <summary>Rows that stay.</summary>
    /// <param name="height">Rows of the picture.</param>
    public static int Rows(int height)
    {
        for (var halvings = Halvings(height); halvings > 0; halvings--)
            height = Half(height);
        return height;
    }

    // The first row stays, and every second one after it.
    private static int Half(int rows) => (rows + 1) / 2;
}
