using System.Collections.Concurrent;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes a BlockingCollection.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BlockingCollectionMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static int Cost => ConcurrentQueueMaker<T>.Cost + 256;

    /// <inheritdoc/>
    public static object Make(T[] items) => new BlockingCollection<T>(new ConcurrentQueue<T>(items));
}
