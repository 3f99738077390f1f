namespace Rpc.Codec;

/// <summary>How values of one type are written and read, as static methods that the just-in-time compiler specializes: no virtual call per value.</summary>
/// <remarks>
/// Implemented by structs that are never instantiated. All members are thread-safe: they touch only their arguments. Implement it, and name the struct with
/// <see cref="CustomCodecAttribute"/>, where a type needs bytes of its own; <see cref="ISurrogate{T, TSurrogate}"/> is shorter where another type's will do.
/// What cannot be read is an <see cref="RpcException"/>, made by <see cref="CodecErrors.Undecodable"/>; a value inside of another counts with Enter and Leave.
/// </remarks>
/// <typeparam name="T">The type. <c>ICodec&lt;Money?&gt;</c> of a class writes null itself; <c>ICodec&lt;Money&gt;</c> is never given one.</typeparam>
public interface ICodec<T>
{
    /// <summary>The fewest bytes that a value takes, 1 or more: what a declared count is checked against.</summary>
    static abstract int MinimumSize { get; }

    /// <summary>Whether the bytes of a value are its memory, without padding, and every bit pattern is valid: arrays are copied as blocks.</summary>
    static virtual bool IsBlittable => false;

    /// <summary>What keeps a peer from sending keys that all collide.</summary>
    static virtual KeyKind KeyKind => KeyKind.Other;

    /// <summary>A hash that depends on this process's secret; used where <see cref="KeyKind"/> is <see cref="KeyKind.Keyed"/>.</summary>
    static virtual int KeyHash(T value) => value is null ? 0 : value.GetHashCode();

    /// <summary>Writes the binary form.</summary>
    static abstract void Write(ref RpcWriter writer, T value);

    /// <summary>Reads the binary form.</summary>
    static abstract T Read(ref RpcReader reader);

    /// <summary>Writes JSON.</summary>
    static abstract void WriteJson(ref RpcJsonWriter writer, T value);

    /// <summary>Reads JSON.</summary>
    static abstract T ReadJson(ref RpcJsonReader reader);
}
