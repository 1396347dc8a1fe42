using StreamColorizer.Core.Frames;
using StreamColorizer.Core.Pipeline;
using StreamColorizer.Core.Scenes;

namespace StreamColorizer.Core.Live;

/// <summary>Scenes of one connection, detected on the way; each new connection begins with a key frame.</summary>
internal sealed class FeedGuide(FeedNetwork network, DetectedScenes scenes, Func<Frame, long> arrival) : ISceneGuide
{
    public SceneAssignment Assign(Frame frame)
    {
        network.Expect(arrival(frame));
        var mark = scenes.Next(frame.Luma);
        return new SceneAssignment(mark.Scene, mark.IsKeyFrame || network.NeedsKeyFrame, Paint: true);
    }
}
