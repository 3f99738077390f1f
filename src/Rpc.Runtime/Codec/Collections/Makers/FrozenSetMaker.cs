using System.Collections.Frozen;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a FrozenSet.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FrozenSetMaker<T> : ISetMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items, IEqualityComparer<T>? comparer) => items.ToFrozenSet(comparer);
}
