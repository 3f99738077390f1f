using System.Collections.Immutable;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes an ImmutableHashSet.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableHashSetMaker<T> : ISetMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items, IEqualityComparer<T>? comparer) => ImmutableHashSet.Create(comparer, items);
}
