using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a Queue.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct QueueMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => new Queue<T>(items);
}
