namespace StreamColorizer.Core.Film;

/// <summary>
/// The finished segments of a work folder. A segment is believed when its file's length and SHA-256 are those of the
/// journal, and the journal's frame count and luma digest are those of the plan. The list of the frames that its encoder
/// was fed with lies beside it until the film is joined.
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
    /// Digest of the luma that entered the encoders, over the whole film; null while segments are missing. It is made of
    /// the lists that were taken where the encoders were fed, by this run and by earlier ones.
    /// </summary>
    public string? EncodedLumaDigest()
    {
        var encoded = new FrameList(Math.Max(1, plan.Frames.Count));
        foreach (var segment in plan.Segments)
        {
            if (!_done[segment.Index] || !encoded.TryAppend(folder.EncodedFramesPath(segment.Index)))
                return null;
        }

        return encoded.LumaDigest();
    }

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
    /// <param name="encoded">The frames that its encoder was fed with.</param>
    /// <param name="cancellationToken">Leaves the segment unfinished.</param>
    public async Task AcceptAsync(Segment segment, FrameList encoded, CancellationToken cancellationToken)
    {
        var digest = encoded.LumaDigest();
        if (encoded.Count != segment.FrameCount || digest != plan.LumaDigest(segment))
            throw new InvalidOperationException($"Segment {segment.Index} is not what the plan says.");
        var part = PartPath(segment);
        AtomicFile.FlushToDisk(part);
        var sha256 = await FileHash.Sha256Async(part, cancellationToken);
        var bytes = new FileInfo(part).Length;
        AtomicFile.Write(folder.EncodedFramesPath(segment.Index), encoded.Write);
        File.Move(part, folder.SegmentPath(segment.Index, extension), overwrite: true);
        journal.Append(new JournalEntry(segment.Index, encoded.Count, digest, bytes, sha256));
        _done[segment.Index] = true;
    }

    private string PartPath(Segment segment) => folder.PartPath(segment.Index, extension);

    private async Task<bool> IsTrueAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var segment = plan.Segments[entry.Segment];
        var file = new FileInfo(folder.SegmentPath(entry.Segment, extension));
        return file.Exists && file.Length == entry.Bytes && entry.Frames == segment.FrameCount
            && entry.LumaDigest == plan.LumaDigest(segment)
            && entry.LumaDigest == FrameList.Read(folder.EncodedFramesPath(entry.Segment))?.LumaDigest()
            && entry.Sha256 == await FileHash.Sha256Async(file.FullName, cancellationToken);
    }
}
