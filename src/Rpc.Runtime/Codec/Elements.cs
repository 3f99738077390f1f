using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Stands around the writing or reading of a member whose elements may not be null, so that one that is null all the same is told with the member's name.</summary>
/// <remarks>Around, because a codec that is a type argument of a method with reference types is shared code: its loop over the elements would not be specialized.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elements
{
    /// <summary>Begins the member; gives the one around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string? Open(ref RpcWriter writer, string member)
    {
        string? outer = writer.Member;
        writer.Member = member;
        return outer;
    }

    /// <inheritdoc cref="Open(ref RpcWriter, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string? Open(ref RpcReader reader, string member)
    {
        string? outer = reader.Member;
        reader.Member = member;
        return outer;
    }

    /// <inheritdoc cref="Open(ref RpcWriter, string)"/>
    public static string? Open(ref RpcJsonWriter writer, string member)
    {
        string? outer = writer.Member;
        writer.Member = member;
        return outer;
    }

    /// <inheritdoc cref="Open(ref RpcWriter, string)"/>
    public static string? Open(ref RpcJsonReader reader, string member)
    {
        string? outer = reader.Member;
        reader.Member = member;
        return outer;
    }

    /// <summary>Goes back to the member around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Close(ref RpcWriter writer, string? outer) => writer.Member = outer;

    /// <inheritdoc cref="Close(ref RpcWriter, string)"/>
    public static void Close(ref RpcJsonWriter writer, string? outer) => writer.Member = outer;

    /// <summary>Goes back to the member around it, and gives what was read in between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Close<T>(ref RpcReader reader, string? outer, T value)
    {
        reader.Member = outer;
        return value;
    }

    /// <inheritdoc cref="Close{T}(ref RpcReader, string, T)"/>
    public static T Close<T>(ref RpcJsonReader reader, string? outer, T value)
    {
        reader.Member = outer;
        return value;
    }
}
