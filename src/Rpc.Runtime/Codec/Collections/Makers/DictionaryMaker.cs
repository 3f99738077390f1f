using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a Dictionary.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DictionaryMaker<TKey, TValue> : IMapMaker<TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static object Make(Dictionary<TKey, TValue> entries, IEqualityComparer<TKey>? comparer) => entries;
}
