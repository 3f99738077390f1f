using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a LinkedList.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LinkedListMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => new LinkedList<T>(items);
}
