using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>What a codec says of its type, also where it leaves that to the default.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecTraits<T, TCodec>
    where TCodec : struct, ICodec<T>
{
    /// <inheritdoc cref="ICodec{T}.IsBlittable"/>
    public static bool IsBlittable
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TCodec.IsBlittable;
    }

    /// <inheritdoc cref="ICodec{T}.KeyKind"/>
    public static KeyKind KeyKind => TCodec.KeyKind;

    /// <inheritdoc cref="ICodec{T}.KeyHash"/>
    public static int KeyHash(T value) => TCodec.KeyHash(value);
}
