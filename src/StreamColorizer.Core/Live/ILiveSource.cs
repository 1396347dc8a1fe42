using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>One connection to a feed's source. It yields frames until it ends; who runs it decides about the next one.</summary>
public interface ILiveSource : IFrameSource
{
    /// <summary>Who decodes: ffmpeg or opencv.</summary>
    string Decoder { get; }

    /// <summary>How the stream's numbers stand for color; valid once the first frame is delivered.</summary>
    ColorDescription Color { get; }

    /// <summary>The camera's sound, if it is carried; valid once the first frame is delivered.</summary>
    CodedStream? Sound { get; }

    /// <summary>The camera's own picture, if it is carried; valid once the first frame is delivered.</summary>
    CodedStream? Original { get; }

    /// <summary>Why the connection ended; valid after the run.</summary>
    FeedFault Fault { get; }
}
