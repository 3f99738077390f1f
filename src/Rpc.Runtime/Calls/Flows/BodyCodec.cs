using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A piece of a body: as an array of bytes, null where there is no body.</summary>
internal static class BodyCodec
{
    public static readonly ValueCodec<ReadOnlyMemory<byte>?> Value = new(Write, Read, WriteJson, ReadJson);

    private static void Write(ref RpcWriter writer, ReadOnlyMemory<byte>? piece)
    {
        if (piece is not { } bytes)
        {
            writer.WriteCount(-1);
            return;
        }

        writer.WriteCount(bytes.Length);
        writer.WriteBytes(bytes.Span);
    }

    private static ReadOnlyMemory<byte>? Read(ref RpcReader reader) =>
        ArrayCodec<byte, IntegerCodec<byte>>.Read(ref reader) is { } bytes ? bytes : null;

    private static void WriteJson(ref RpcJsonWriter writer, ReadOnlyMemory<byte>? piece)
    {
        if (piece is not { } bytes)
        {
            writer.Output.WriteNullValue();
            return;
        }

        writer.Output.WriteBase64StringValue(bytes.Span);
    }

    private static ReadOnlyMemory<byte>? ReadJson(ref RpcJsonReader reader) =>
        ArrayCodec<byte, IntegerCodec<byte>>.ReadJson(ref reader) is { } bytes ? bytes : null;
}
