using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes one kind of dictionary from its entries.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IMapMaker<TKey, TValue>
    where TKey : notnull
{
    /// <summary>Bytes that an empty one takes beyond the 128 that any dictionary is counted with.</summary>
    static virtual int Cost => 0;

    /// <summary>Makes the dictionary from entries with different keys, in the order in which they came.</summary>
    static abstract object Make(Dictionary<TKey, TValue> entries, IEqualityComparer<TKey>? comparer);
}
