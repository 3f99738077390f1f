using System.Collections.Frozen;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a FrozenDictionary.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FrozenDictionaryMaker<TKey, TValue> : IMapMaker<TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static object Make(Dictionary<TKey, TValue> entries, IEqualityComparer<TKey>? comparer) => entries.ToFrozenDictionary(comparer);
}
