using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a SortedSet.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SortedSetMaker<T> : ISetMaker<T>
{
    /// <inheritdoc/>
    public static bool IsHashed => false;

    /// <inheritdoc/>
    public static object Make(T[] items, IEqualityComparer<T>? comparer) => new SortedSet<T>(items);
}
