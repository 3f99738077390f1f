using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a SortedList.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SortedListMaker<TKey, TValue> : IMapMaker<TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static int Cost => 192;

    /// <inheritdoc/>
    public static object Make(Dictionary<TKey, TValue> entries, IEqualityComparer<TKey>? comparer) => new SortedList<TKey, TValue>(entries);
}
