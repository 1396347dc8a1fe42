using System.Collections;
using System.Runtime.CompilerServices;

namespace StreamColorizer.Core.Configuration;

/// <summary>A list that equals another with equal items, so that records which hold one compare by value.</summary>
/// <typeparam name="T">Type of the items.</typeparam>
/// <param name="items">The items; copied.</param>
[CollectionBuilder(typeof(EquatableList), nameof(EquatableList.Create))]
public sealed class EquatableList<T>(ReadOnlySpan<T> items) : IReadOnlyList<T>, IEquatable<EquatableList<T>>
{
    private readonly T[] _items = items.ToArray();

    /// <inheritdoc />
    public int Count => _items.Length;

    /// <inheritdoc />
    public T this[int index] => _items[index];

    /// <inheritdoc />
    public bool Equals(EquatableList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public IEnumerator<T> GetEnumerator() => _items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes <see cref="EquatableList{T}"/> from collection expressions.</summary>
public static class EquatableList
{
    /// <summary>A list of these items.</summary>
    public static EquatableList<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
