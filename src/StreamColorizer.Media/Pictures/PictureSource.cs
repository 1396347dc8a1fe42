using System.Threading.Channels;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Media.Pictures;

/// <summary>One picture, or a sequence of equally large ones, as frames; a sequence has no clock, so ticks are frames.</summary>
/// <param name="paths">The pictures in order.</param>
/// <param name="layout">Geometry of all of them.</param>
public sealed class PictureSource(IReadOnlyList<string> paths, PlaneLayout layout) : IFrameSource
{
    /// <summary>Pictures in a second, for policies that count in seconds.</summary>
    public const int Rate = 24;

    /// <inheritdoc />
    public TimeBase TimeBase => new(1, Rate);

    /// <inheritdoc />
    public async Task<SourceOutcome> RunAsync(
        FramePool pool, ChannelWriter<Frame> frames, CancellationToken cancellationToken)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            using var picture = PictureFile.Read(paths[i]);
            if (PictureFrames.LayoutOf(picture) != layout)
            {
                return new SourceOutcome(SourceEnd.Failed,
                    $"The picture '{paths[i]}' is {picture.Cols}x{picture.Rows} and those before it {layout.Width}x{layout.Height} at "
                    + $"{layout.BitDepth} bits: color them in parts of one size.");
            }

            var frame = await pool.RentAsync(layout, i, i, cancellationToken);
            try
            {
                PictureFrames.FillLuma(picture, frame);
                await frames.WriteAsync(frame, cancellationToken);
            }
            catch
            {
                frame.Dispose();
                throw;
            }
        }

        return new SourceOutcome(SourceEnd.EndOfStream);
    }
}
