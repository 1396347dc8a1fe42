namespace StreamColorizer.Core.Film;

/// <summary>
/// The finished segments of a work folder. A segment is believed when its file's length and SHA-256 are those of the
/// journal, its frame count is that of the plan, and the luma lists are those that the journal's digests were made of. The
/// lists, of what came from the decoder and of what its encoder was fed with, lie beside it until the film is joined.
/// </summary>
/// <param name="folder">The work folder, locked by this run.</param>
/// <param name="plan">What must be made.</param>
/// <param name="journal">What was made.</param>
/// <param name="extension">Extension of segment files.</param>
public sealed class SegmentStore(WorkFolder folder, FilmPlan plan, Journal journal, string extension)
{
    private readonly bool[] _done = new bool[plan.Segments.Count];

    /// <summary>Whether a segment is finished.</summary>
    public bool IsDone(int segment) => _done[segment];

    /// <summary>Finished segments.</summary>
    public int DoneCount => _done.Count(done => done);

    /// <summary>Frames in finished segments.</summary>
    public int DoneFrames => plan.Segments.Where(segment => _done[segment.Index]).Sum(segment => segment.FrameCount);

    /// <summary>Every segment's file, in order.</summary>
    public IReadOnlyList<string> Files => [.. plan.Segments.Select(segment => folder.SegmentPath(segment.Index, extension))];

    /// <summary>The segments to do that follow each other from the given one on.</summary>
    /// <param name="first">A segment to do.</param>
    /// <param name="longest">Segments at most, at least 1.</param>
    public SegmentRun RunFrom(Segment first, int longest)
    {
        Segment[] run = [.. plan.Segments.Skip(first.Index).Take(longest).TakeWhile(segment => !_done[segment.Index])];
        return new SegmentRun(run, [.. run.Select(PartPath)]);
    }

    /// <summary>Where a moment's picture, a JPEG, lies.</summary>
    /// <param name="frame">Index of the frame.</param>
    /// <param name="kind"><c>before</c> or <c>after</c>.</param>
    public string MomentPath(int frame, string kind)
    {
        Directory.CreateDirectory(folder.MomentsPath);
        return Path.Combine(folder.MomentsPath, $"{frame:D8}-{kind}.jpg");
    }

    /// <summary>The moments whose pictures are there, in order.</summary>
    public IReadOnlyList<MomentPictures> MomentPictures() =>
        [.. from frame in Moments.Choose(plan)
            let seconds = plan.TimeBase.Seconds(plan.Frames.Pts(frame) - plan.Frames.Pts(0))
            let pictures = new MomentPictures(frame, seconds, MomentPath(frame, "before"), MomentPath(frame, "after"))
            where File.Exists(pictures.BeforePath) && File.Exists(pictures.AfterPath)
            select pictures];

    /// <summary>
    /// Digest of the luma that came from the decoder, over the whole film; null while segments are missing. It is made of
    /// the lists that were taken where frames arrived, by this run and by earlier ones.
    /// </summary>
    public string? DecodedLumaDigest() => LumaDigest(folder.DecodedLumaPath);

    /// <summary>The same of the luma that entered the encoders, of the lists that were taken where these were fed.</summary>
    public string? EncodedLumaDigest() => LumaDigest(folder.EncodedLumaPath);

    /// <summary>Checks what the journal claims and takes over what is true.</summary>
    public async Task BelieveAsync(CancellationToken cancellationToken)
    {
        foreach (var entry in journal.Entries)
        {
            if (entry.Segment >= 0 && entry.Segment < _done.Length)
                _done[entry.Segment] = await IsTrueAsync(entry, cancellationToken);
        }
    }

    /// <summary>Takes a segment that was made whole.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="luma">The luma of its frames.</param>
    /// <param name="cancellationToken">Leaves the segment unfinished.</param>
    public async Task AcceptAsync(Segment segment, SegmentLuma luma, CancellationToken cancellationToken)
    {
        var (decoded, encoded) = (luma.Decoded.Digest(), luma.Encoded.Digest());
        if (luma.Encoded.Count != segment.FrameCount || decoded != encoded)
            throw new InvalidOperationException($"Segment {segment.Index} is not what the plan says, or its luma not the decoded one.");
        var part = PartPath(segment);
        AtomicFile.FlushToDisk(part);
        var sha256 = await FileHash.Sha256Async(part, cancellationToken);
        var bytes = new FileInfo(part).Length;
        AtomicFile.Write(folder.DecodedLumaPath(segment.Index), luma.Decoded.Write);
        AtomicFile.Write(folder.EncodedLumaPath(segment.Index), luma.Encoded.Write);
        File.Move(part, folder.SegmentPath(segment.Index, extension), overwrite: true);
        journal.Append(new JournalEntry(segment.Index, segment.FrameCount, decoded, encoded, bytes, sha256));
        _done[segment.Index] = true;
    }

    private string PartPath(Segment segment) => folder.PartPath(segment.Index, extension);

    private string? LumaDigest(Func<int, string> path)
    {
        var luma = new LumaList(Math.Max(1, plan.Frames.Count));
        foreach (var segment in plan.Segments)
        {
            if (!_done[segment.Index] || !luma.TryAppend(path(segment.Index)))
                return null;
        }

        return luma.Digest();
    }

    private static bool IsListOf(string path, int frames, string digest)
    {
        var luma = new LumaList(frames);
        return luma.TryAppend(path) && luma.Count == frames && luma.Digest() == digest;
    }

    private async Task<bool> IsTrueAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var segment = plan.Segments[entry.Segment];
        var file = new FileInfo(folder.SegmentPath(entry.Segment, extension));
        return file.Exists && file.Length == entry.Bytes && entry.Frames == segment.FrameCount
            && IsListOf(folder.DecodedLumaPath(entry.Segment), entry.Frames, entry.DecodedLuma)
            && IsListOf(folder.EncodedLumaPath(entry.Segment), entry.Frames, entry.EncodedLuma)
            && entry.Sha256 == await FileHash.Sha256Async(file.FullName, cancellationToken);
    }
}
