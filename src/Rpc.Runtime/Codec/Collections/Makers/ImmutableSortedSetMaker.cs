using System.Collections.Immutable;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes an ImmutableSortedSet.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableSortedSetMaker<T> : ISetMaker<T>
{
    /// <inheritdoc/>
    public static bool IsHashed => false;

    /// <inheritdoc/>
    public static object Make(T[] items, IEqualityComparer<T>? comparer) => ImmutableSortedSet.Create(items);
}
