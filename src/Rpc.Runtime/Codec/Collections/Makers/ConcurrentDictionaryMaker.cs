using System.Collections.Concurrent;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a ConcurrentDictionary.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConcurrentDictionaryMaker<TKey, TValue> : IMapMaker<TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static int Cost => 512;

    /// <inheritdoc/>
    public static object Make(Dictionary<TKey, TValue> entries, IEqualityComparer<TKey>? comparer) => new ConcurrentDictionary<TKey, TValue>(entries, comparer);
}
