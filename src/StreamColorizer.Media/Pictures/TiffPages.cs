namespace StreamColorizer.Media.Pictures;

/// <summary>Counts the pictures in a TIFF file, of which decoders hand out the first.</summary>
internal static class TiffPages
{
    private const int SubfileType = 254;

    /// <summary>Counts pages; smaller copies of a page are none. 1 where a file is no TIFF.</summary>
    public static int Count(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            var tiff = TiffReader.Open(file);
            return Math.Max(1, tiff?.Directories().Count(page => !((tiff.Find(page, SubfileType) & 1) > 0)) ?? 0);
        }
        catch (EndOfStreamException)
        {
            // Where the directories end in the middle, the decoder has said so, or has not needed them.
            return 1;
        }
    }
}
