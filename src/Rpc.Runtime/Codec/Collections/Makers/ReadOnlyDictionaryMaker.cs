using System.Collections.ObjectModel;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a ReadOnlyDictionary.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyDictionaryMaker<TKey, TValue> : IMapMaker<TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static object Make(Dictionary<TKey, TValue> entries, IEqualityComparer<TKey>? comparer) => new ReadOnlyDictionary<TKey, TValue>(entries);
}
