using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Rpc.Codec;

namespace Rpc;

/// <summary>The wire bytes of any type that a contract of the program carries, or that a call of this class shows.</summary>
/// <remarks>
/// Thread-safe. What a <c>[Remote]</c> interface mentions, directly or inside of other types, can be encoded, and so can the type of any call of these methods outside of generic code, in a
/// project with the generator; live objects cannot.
/// Bytes of a newer version of a type decode where its unknown members come last in the input.
/// </remarks>
public static class RpcCodec
{
    /// <summary>Gives the binary form of a value.</summary>
    /// <exception cref="InvalidOperationException">No contract of the program carries the type.</exception>
    /// <exception cref="RpcException">A null where the type says that there is none, objects inside each other more than 64 deep, or a live object.</exception>
    public static byte[] Encode<T>(in T value)
    {
        var output = new ArrayBufferWriter<byte>();
        Encode(output, in value);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Appends the binary form of a value to <paramref name="output"/>.</summary>
    /// <inheritdoc cref="Encode{T}(in T)" path="/exception"/>
    public static void Encode<T>(IBufferWriter<byte> output, in T value)
    {
        if (PlainValue.Is<T>())
        {
            PlainValue.Write(output, in value);
            return;
        }

        var writer = new RpcWriter(output);
        Find<T>().Write(ref writer, value);
        writer.Flush();
    }

    /// <summary>Reads a value from the whole of <paramref name="input"/>.</summary>
    /// <exception cref="InvalidOperationException">No contract of the program carries the type.</exception>
    /// <exception cref="RpcException">The bytes are not a value of the type (<see cref="RpcStatus.InvalidArgument"/>), or pass a limit (<see cref="RpcStatus.ResourceExhausted"/>).</exception>
    public static T Decode<T>(ReadOnlySpan<byte> input)
    {
        if (PlainValue.Is<T>())
        {
            return PlainValue.Read<T>(input);
        }

        var reader = new RpcReader(input);
        T value = Find<T>().Read(ref reader);
        reader.End();
        return value;
    }

    /// <summary>Reads a value from the whole of <paramref name="input"/>; several segments are copied together first.</summary>
    /// <inheritdoc cref="Decode{T}(ReadOnlySpan{byte})" path="/exception"/>
    public static T Decode<T>(in ReadOnlySequence<byte> input)
    {
        if (input.IsSingleSegment)
        {
            return Decode<T>(input.FirstSpan);
        }

        int length = checked((int)input.Length);
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            input.CopyTo(rented);
            return Decode<T>(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Gives a value as UTF-8 JSON (docs/protocol-shapes.md has the form of each type).</summary>
    /// <inheritdoc cref="Encode{T}(in T)" path="/exception"/>
    public static byte[] EncodeJson<T>(in T value)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output);
        var writer = new RpcJsonWriter(json);
        Find<T>().WriteJson(ref writer, value);
        json.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a value from UTF-8 JSON.</summary>
    /// <inheritdoc cref="Decode{T}(ReadOnlySpan{byte})" path="/exception"/>
    public static T DecodeJson<T>(ReadOnlySpan<byte> utf8Json)
    {
        var reader = new RpcJsonReader(utf8Json);
        T value = Find<T>().ReadJson(ref reader);
        reader.End();
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ValueCodec<T> Find<T>() => CodecRegistry.Find<T>() ?? throw NotCarried<T>();

    private static InvalidOperationException NotCarried<T>() => new(
        $"No contract of the program carries {typeof(T)}. Call RpcCodec with that very type somewhere, or mention it in a method of a [Remote] interface or inside of a type that one mentions, in a project that references Rpc.Runtime with its generator."
        + (typeof(T).IsInterface ? " An interface that is itself [Remote] is a live object, and those travel in calls only." : ""));
}
