using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes one kind of set from its elements.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ISetMaker<T>
{
    /// <summary>Whether the set finds elements by their hash, which a peer could make collide.</summary>
    static virtual bool IsHashed => true;

    /// <summary>Makes the set; null stands for the default comparer.</summary>
    static abstract object Make(T[] items, IEqualityComparer<T>? comparer);
}
