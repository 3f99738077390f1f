using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a SortedDictionary.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SortedDictionaryMaker<TKey, TValue> : IMapMaker<TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static int Cost => 192;

    /// <inheritdoc/>
    public static object Make(Dictionary<TKey, TValue> entries, IEqualityComparer<TKey>? comparer) => new SortedDictionary<TKey, TValue>(entries);
}
