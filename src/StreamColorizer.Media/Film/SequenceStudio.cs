using System.IO.Compression;
using StreamColorizer.Core.Film;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Media.Pictures;

namespace StreamColorizer.Media.Film;

/// <summary>
/// The studio of a numbered sequence, or of one picture: a segment is an archive of finished pictures, joining unpacks
/// them into a folder.
/// </summary>
/// <param name="pictures">The pictures in order, each with the name that its color gets.</param>
/// <param name="layout">Geometry of all of them.</param>
/// <param name="keepsMoments">False: nobody will look at moments, so none are stored.</param>
public sealed class SequenceStudio(
    IReadOnlyList<(string Path, string OutputName)> pictures, PlaneLayout layout, bool keepsMoments) : IFilmStudio
{
    /// <inheritdoc />
    public PlaneLayout Layout => layout;

    /// <inheritdoc />
    public PlaneLayout PlanLayout => layout;

    /// <inheritdoc />
    public string SegmentExtension => ".zip";

    /// <inheritdoc />
    public string OutputExtension => "";

    /// <inheritdoc />
    public IFrameSource OpenSource() => new PictureSource([.. pictures.Select(picture => picture.Path)], layout);

    /// <inheritdoc />
    public IFrameSource OpenPlanSource() => OpenSource();

    /// <inheritdoc />
    public bool Adapt(SourceOutcome outcome) => false;

    /// <inheritdoc />
    public int LongestRun => 1;

    /// <inheritdoc />
    public IFrameSink OpenEncoder(SegmentRun run, PlaneLayout layout, TimeBase timeBase, Func<Segment, Task> finished) =>
        new Archive(pictures, run, finished);

    /// <inheritdoc />
    public void KeepMoment(Frame frame, string beforePath, string afterPath)
    {
        if (!keepsMoments)
            return;
        using var before = FramePicture.Of(frame, PictureFrames.Color, isColor: false);
        using var after = FramePicture.Of(frame, PictureFrames.Color, isColor: true);
        MomentFile.Write(beforePath, before);
        MomentFile.Write(afterPath, after);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> JoinAsync(
        FilmPlan plan, IReadOnlyList<string> segments, string output, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(output);
        foreach (var segment in segments)
            await ZipFile.ExtractToDirectoryAsync(segment, output, overwriteFiles: true, cancellationToken);
        return [];
    }

    // One picture does not know of another: nothing is gained by more than one segment.
    private sealed class Archive(
        IReadOnlyList<(string Path, string OutputName)> pictures, SegmentRun run, Func<Segment, Task> finished) : IFrameSink
    {
        private readonly ZipArchive _archive = new(File.Create(run.Files[0]), ZipArchiveMode.Create);

        public async ValueTask WriteAsync(Frame frame, CancellationToken cancellationToken)
        {
            var name = pictures[(int)frame.Index].OutputName;
            // Pictures are compressed already.
            var entry = _archive.CreateEntry(name, CompressionLevel.NoCompression);
            await using var stream = await entry.OpenAsync(cancellationToken);
            await stream.WriteAsync(PictureFrames.Encode(frame, Path.GetExtension(name)), cancellationToken);
        }

        public async Task CompleteAsync(CancellationToken cancellationToken)
        {
            await _archive.DisposeAsync();
            await finished(run.Segments[0]);
        }

        public ValueTask DisposeAsync() => _archive.DisposeAsync();
    }
}
