using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Makes a ConcurrentQueue.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConcurrentQueueMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static int Cost => 320 + (32 * (Unsafe.SizeOf<T>() + sizeof(int)));

    /// <inheritdoc/>
    public static object Make(T[] items) => new ConcurrentQueue<T>(items);
}
