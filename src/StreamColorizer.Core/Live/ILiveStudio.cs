using StreamColorizer.Core.Configuration;
using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;

namespace StreamColorizer.Core.Live;

/// <summary>What the live side needs of the machine: connections, encoders, letters.</summary>
public interface ILiveStudio
{
    /// <summary>Loads a bundle.</summary>
    /// <param name="model">Its name or folder.</param>
    /// <param name="config">Device and threads.</param>
    /// <exception cref="Errors.ColorizerException">It does not load; the sentence says why.</exception>
    IColorNetwork OpenNetwork(string model, ServiceConfig config);

    /// <summary>The embedding of a reference picture.</summary>
    /// <exception cref="Errors.ColorizerException">The picture cannot be read.</exception>
    ReadOnlyMemory<float> EmbedReference(SharedNetwork network, string picture);

    /// <summary>A new connection to a feed's source; connects when it runs.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="receiver">Takes the sound and the coded picture that come with the frames.</param>
    ILiveSource OpenSource(FeedConfig feed, ICodedReceiver receiver);

    /// <summary>Reads that were abandoned and have not come back.</summary>
    int AbandonedReads { get; }

    /// <summary>A new sink for frames of one shape.</summary>
    /// <exception cref="Errors.ColorizerException">The encoder cannot be started.</exception>
    ILiveSink OpenSink(FeedConfig feed, SinkConfig sink, StreamShape shape);

    /// <summary>Deletes recordings that have to go: by their age, the folder's size, the disk's free space.</summary>
    /// <param name="feed">The feed's name.</param>
    /// <param name="recording">The sink.</param>
    /// <exception cref="IOException">The folder cannot be read, or a file cannot be deleted.</exception>
    void Sweep(string feed, SinkConfig recording);

    /// <summary>Makes a label, a dark, colorless bar with light letters.</summary>
    /// <param name="layout">Frames that it is for; 8 bits and 4:2:0.</param>
    /// <param name="text">ASCII, one line.</param>
    /// <param name="atTop">True: at the top edge; false: at the bottom edge.</param>
    ILabel MakeLabel(PlaneLayout layout, string text, bool atTop);
}
