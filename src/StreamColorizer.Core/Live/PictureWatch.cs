using Microsoft.Extensions.Logging;
using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>
/// Tells a picture that turned black and one that is frozen, though frames come. Looks once a second at a part of the luma;
/// what holds for a while is counted and said, and so is its end.
/// </summary>
internal sealed class PictureWatch(string feed, FeedMetrics metrics, TimeProvider time, ILogger log)
{
    /// <summary>How long a picture must be black.</summary>
    public static readonly TimeSpan BlackAfter = TimeSpan.FromSeconds(5);

    /// <summary>How long nothing in a picture may change: a camera's noise alone changes something each second.</summary>
    public static readonly TimeSpan FrozenAfter = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(1);

    // No divisor of usual widths, so that every column is looked at.
    private const int Step = 61;
    private const int Dark = 40;

    // A clock that the camera writes into its picture stays lit.
    private const double MostLit = .02;

    private long? _looked;
    private long? _blackSince;
    private long? _sameSince;
    private ulong _print;

    /// <summary>What is wrong now; null if nothing.</summary>
    public PictureTrouble? Trouble { get; private set; }

    /// <summary>Told with each frame that the source delivered.</summary>
    public void Look(Frame frame)
    {
        if (_looked is { } looked && time.GetElapsedTime(looked) < s_every)
            return;
        _looked = time.GetTimestamp();
        var (lit, print) = Sample(frame.Luma);
        Since(ref _blackSince, lit <= MostLit);
        Since(ref _sameSince, print == _print);
        _print = print;
        Enter(Lasts(_blackSince, BlackAfter) ? PictureTrouble.Black : Lasts(_sameSince, FrozenAfter) ? PictureTrouble.Frozen : null);
    }

    // Share of samples that are not dark, and a number that changes when one of them does.
    private static (double Lit, ulong Print) Sample(ReadOnlySpan<byte> luma)
    {
        const ulong prime = 1099511628211;
        var (lit, seen, print) = (0, 0, 14695981039346656037);
        for (var i = 0; i < luma.Length; i += Step, seen++)
        {
            print = (print ^ luma[i]) * prime;
            if (luma[i] > Dark)
                lit++;
        }

        return ((double)lit / Math.Max(1, seen), print);
    }

    private void Since(ref long? since, bool holds) => since = holds ? since ?? _looked : null;

    private bool Lasts(long? since, TimeSpan least) => since is { } begun && time.GetElapsedTime(begun) >= least;

    private void Enter(PictureTrouble? trouble)
    {
        if (trouble == Trouble)
            return;
        if (Trouble is { } over)
            metrics.Troubled(over).Set(0);
        Trouble = trouble;
        if (trouble is { } begun)
        {
            metrics.Troubled(begun).Set(1);
            metrics.Troubles(begun).Inc();
        }

        log.Picture(feed, trouble switch
        {
            PictureTrouble.Black => "is black: look for a covered lens or a lamp that is off",
            PictureTrouble.Frozen => "is frozen: frames come, and nothing in them changes; restart the camera if something should move",
            _ => "is well again",
        });
    }
}
