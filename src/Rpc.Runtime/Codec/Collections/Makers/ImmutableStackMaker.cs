using System.Collections.Immutable;
using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>Makes an ImmutableStack.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableStackMaker<T> : ICollectionMaker<T>
{
    /// <inheritdoc/>
    public static bool IsReversed => true;

    /// <inheritdoc/>
    public static object Make(T[] items) => ImmutableStack.Create(items);
}
