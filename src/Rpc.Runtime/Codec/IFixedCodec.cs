using System.ComponentModel;

namespace Rpc.Codec;

/// <summary>The codec of a type whose values all take the same number of bytes, so that runs of them are checked once.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFixedCodec<T> : ICodec<T>
{
    /// <summary>Bytes per value, padding included.</summary>
    static abstract int Size { get; }

    /// <summary>Writes all <see cref="Size"/> bytes at <paramref name="destination"/>, padding as zero.</summary>
    static abstract void WriteTo(ref byte destination, T value);

    /// <summary>Reads and validates the <see cref="Size"/> bytes at <paramref name="source"/>; padding is ignored.</summary>
    static abstract T ReadFrom(ref readonly byte source);
}
