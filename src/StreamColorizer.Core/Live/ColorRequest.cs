namespace StreamColorizer.Core.Live;

/// <summary>
/// One feed's question to the shared network, with buffers of its own, so that a feed that no longer waits for the
/// answer can go on. A feed has one; it is asked anew only after it is done.
/// </summary>
internal sealed class ColorRequest
{
    private readonly ManualResetEventSlim _done = new(initialState: true);
    private float[] _lightness = [];
    private float[] _embedding = [];
    private float[] _answer = [];

    public int Height { get; private set; }

    public int Width { get; private set; }

    /// <summary>When it was asked, as a timestamp.</summary>
    public long Asked { get; private set; }

    /// <summary>What went wrong; null where the answer stands.</summary>
    public Exception? Fault { get; private set; }

    public bool IsDone => _done.IsSet;

    /// <summary>Set by the asker once the answer proved to be one.</summary>
    public bool IsGood { get; set; }

    public ReadOnlySpan<float> Lightness => _lightness;

    public ReadOnlySpan<float> Embedding => _embedding;

    public Span<float> Answer => _answer;

    public void Ask(int height, int width, ReadOnlySpan<float> lightness, ReadOnlySpan<float> embedding, int answerLength, long now)
    {
        (Height, Width, Asked, Fault, IsGood) = (height, width, now, null, false);
        Resize(ref _lightness, lightness.Length);
        Resize(ref _embedding, embedding.Length);
        Resize(ref _answer, answerLength);
        lightness.CopyTo(_lightness);
        embedding.CopyTo(_embedding);
        _done.Reset();
    }

    /// <summary>
    /// True if the last answer stands for this picture too: nothing in it moved since that was asked. Measured from the
    /// picture that was asked, so that slow changes add up.
    /// </summary>
    public bool Answers(int height, int width, ReadOnlySpan<float> lightness, ReadOnlySpan<float> embedding) =>
        IsGood && (height, width) == (Height, Width) && embedding.SequenceEqual(_embedding) && Stillness.IsSame(lightness, _lightness);

    /// <summary>Waits for the answer; false if the time is over first.</summary>
    public bool Wait(TimeSpan time) => _done.Wait(time);

    public void Answered() => _done.Set();

    public void Failed(Exception fault)
    {
        Fault = fault;
        _done.Set();
    }

    private static void Resize(ref float[] buffer, int length)
    {
        if (buffer.Length != length)
            buffer = new float[length];
    }
}
