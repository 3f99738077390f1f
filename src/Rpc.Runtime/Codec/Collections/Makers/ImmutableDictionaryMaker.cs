using System.Collections.Immutable;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes an ImmutableDictionary.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableDictionaryMaker<TKey, TValue> : IMapMaker<TKey, TValue>
    where TKey : notnull
{
    /// <inheritdoc/>
    public static object Make(Dictionary<TKey, TValue> entries, IEqualityComparer<TKey>? comparer) => ImmutableDictionary.CreateRange(comparer, entries);
}
