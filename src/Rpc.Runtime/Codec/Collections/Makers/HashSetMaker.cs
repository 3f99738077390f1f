using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a HashSet.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HashSetMaker<T> : ISetMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items, IEqualityComparer<T>? comparer) => new HashSet<T>(items, comparer);
}
