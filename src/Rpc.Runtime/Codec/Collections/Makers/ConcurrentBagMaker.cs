using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Makes a ConcurrentBag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConcurrentBagMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static int Cost => 384 + (32 * Unsafe.SizeOf<T>());

    /// <inheritdoc/>
    public static object Make(T[] items) => new ConcurrentBag<T>(items);
}
