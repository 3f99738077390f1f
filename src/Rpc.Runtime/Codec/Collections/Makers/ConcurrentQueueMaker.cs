using System.Collections.Concurrent;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a ConcurrentQueue.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConcurrentQueueMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static object Make(T[] items) => new ConcurrentQueue<T>(items);
}
