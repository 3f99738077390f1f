using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes one kind of collection from its elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICollectionMaker<T>
{
    /// <summary>Whether the collection enumerates the last element first; the wire has the first one first.</summary>
    static virtual bool IsReversed => false;

    /// <summary>Bytes that an empty one takes beyond the 64 that any collection is counted with: what keeps a peer from having many of a costly kind made for four bytes each.</summary>
    static virtual int Cost => 0;

    /// <summary>Makes the collection; it may keep the array.</summary>
    static abstract object Make(T[] items);
}
