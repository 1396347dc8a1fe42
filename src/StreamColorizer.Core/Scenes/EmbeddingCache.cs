namespace StreamColorizer.Core.Scenes;

/// <summary>The embeddings of the scenes used last. One caller at a time.</summary>
/// <param name="capacity">Scenes remembered at once, at least 1; the one not used for longest gives way.</param>
public sealed class EmbeddingCache(int capacity)
{
    private readonly Dictionary<int, LinkedListNode<(int Scene, float[] Embedding)>> _known = [];
    private readonly LinkedList<(int Scene, float[] Embedding)> _latest = [];

    /// <summary>Looks a scene up, and counts as its use.</summary>
    /// <param name="scene">The scene's number.</param>
    /// <param name="embedding">Its embedding; shared, never to be written.</param>
    public bool TryGet(int scene, out ReadOnlyMemory<float> embedding)
    {
        embedding = default;
        if (!_known.TryGetValue(scene, out var node))
            return false;
        if (node != _latest.First)
        {
            _latest.Remove(node);
            _latest.AddFirst(node);
        }

        embedding = node.Value.Embedding;
        return true;
    }

    /// <summary>Remembers a scene's embedding in place of an earlier one.</summary>
    /// <param name="scene">The scene's number.</param>
    /// <param name="embedding">Never written again by anyone.</param>
    public void Put(int scene, float[] embedding)
    {
        if (_known.Remove(scene, out var earlier))
            _latest.Remove(earlier);
        if (_known.Count == capacity)
        {
            _known.Remove(_latest.Last!.Value.Scene);
            _latest.RemoveLast();
        }

        _known[scene] = _latest.AddFirst((scene, embedding));
    }
}
