using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Rpc.Codec;

/// <summary>Writes and reads a member whose elements may not be null, so that an element that is null all the same is told with the member's name.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Elements
{
    /// <summary>Writes the binary form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T, TCodec>(ref RpcWriter writer, T value, string member)
        where TCodec : struct, ICodec<T>
    {
        string? outer = writer.Member;
        writer.Member = member;
        TCodec.Write(ref writer, value);
        writer.Member = outer;
    }

    /// <summary>Reads the binary form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T, TCodec>(ref RpcReader reader, string member)
        where TCodec : struct, ICodec<T>
    {
        string? outer = reader.Member;
        reader.Member = member;
        T value = TCodec.Read(ref reader);
        reader.Member = outer;
        return value;
    }

    /// <summary>Writes JSON.</summary>
    public static void WriteJson<T, TCodec>(ref RpcJsonWriter writer, T value, string member)
        where TCodec : struct, ICodec<T>
    {
        string? outer = writer.Member;
        writer.Member = member;
        TCodec.WriteJson(ref writer, value);
        writer.Member = outer;
    }

    /// <summary>Reads JSON.</summary>
    public static T ReadJson<T, TCodec>(ref RpcJsonReader reader, string member)
        where TCodec : struct, ICodec<T>
    {
        string? outer = reader.Member;
        reader.Member = member;
        T value = TCodec.ReadJson(ref reader);
        reader.Member = outer;
        return value;
    }
}
