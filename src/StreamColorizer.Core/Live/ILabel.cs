using StreamColorizer.Core.Frames;

namespace StreamColorizer.Core.Live;

/// <summary>A line of text that was made for frames of one layout.</summary>
public interface ILabel
{
    /// <summary>Puts it into a frame that nobody else holds.</summary>
    void Draw(Frame frame);
}
