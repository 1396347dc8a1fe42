namespace StreamColorizer.Core.Live;

/// <summary>What a feed is doing.</summary>
public enum FeedPhase
{
    /// <summary>Asks its source for a picture.</summary>
    Connecting,

    /// <summary>Frames come.</summary>
    Up,

    /// <summary>Waits before the next connection.</summary>
    Waiting,

    /// <summary>Ended: a file without loop, or the service stops.</summary>
    Stopped,
}

/// <summary>A feed at a moment, as the API and the page show it. Nothing in it holds a credential.</summary>
/// <param name="Name">The feed.</param>
/// <param name="Source">Its source, masked.</param>
/// <param name="Phase">What it does.</param>
/// <param name="Since">Since when pictures come; if none does, since when not.</param>
/// <param name="Passing">True while the camera's own color is passed through.</param>
/// <param name="Trouble">What is wrong with the picture though frames come; null if nothing.</param>
/// <param name="Required">True if readiness needs it.</param>
/// <param name="Width">Picture width; 0 before the first picture.</param>
/// <param name="Height">Picture height.</param>
/// <param name="FramesPerSecond">Frames out in the last seconds.</param>
/// <param name="LatencySeconds">Latest time from decoded frame to encoders.</param>
/// <param name="Decoded">Frames in.</param>
/// <param name="Out">Frames out.</param>
/// <param name="Dropped">Frames dropped.</param>
/// <param name="Gray">Frames that went out gray although they were to be colored.</param>
/// <param name="Reconnects">Connections that ended.</param>
/// <param name="LastError">The last sentence of trouble; null if there was none.</param>
/// <param name="Decoder">Who decodes: ffmpeg, whose luma is exact, or opencv, whose luma is near; empty before the first connection.</param>
/// <param name="Sinks">Its sinks.</param>
public sealed record FeedStatus(
    string Name, string Source, FeedPhase Phase, DateTimeOffset Since, bool Passing, PictureTrouble? Trouble, bool Required, int Width, int Height,
    double FramesPerSecond, double LatencySeconds, long Decoded, long Out, long Dropped, long Gray, long Reconnects,
    string? LastError, string Decoder, IReadOnlyList<SinkStatus> Sinks);

/// <summary>A sink at a moment.</summary>
/// <param name="Name">Kind and number.</param>
/// <param name="Target">Where it writes, masked.</param>
/// <param name="Up">True while it takes frames.</param>
/// <param name="Written">Frames that its encoder took.</param>
/// <param name="Dropped">Frames that it did not get.</param>
/// <param name="LastError">Its last sentence of trouble.</param>
public sealed record SinkStatus(string Name, string Target, bool Up, long Written, long Dropped, string? LastError);
