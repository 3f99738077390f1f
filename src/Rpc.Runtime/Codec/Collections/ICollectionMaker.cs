using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes one kind of collection from its elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICollectionMaker<T>
{
    /// <summary>Whether the collection enumerates the last element first; the wire has the first one first.</summary>
    static virtual bool IsReversed => false;

    /// <summary>Makes the collection; it may keep the array.</summary>
    static abstract object Make(T[] items);
}
