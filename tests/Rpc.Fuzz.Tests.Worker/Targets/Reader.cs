using System.Buffers;
using System.Text.Json;
using Rpc.Codec;
using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>Values between bytes and objects, with what must hold on each way.</summary>
internal sealed class Reader<T>(ValueCodec<T> codec)
{
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly Live _live = new();

    /// <summary>Whether the last refusal was for a limit.</summary>
    public bool WasOverLimit { get; private set; }

    /// <summary>Reads the binary form. False where it is refused as it should be.</summary>
    public bool TryRead(ReadOnlySpan<byte> input, out T value)
    {
        var reader = new RpcReader(input, _live);
        var allocation = new Allocation(input.Length);
        try
        {
            value = codec.Read(ref reader);
            reader.End();
        }
        catch (RpcException refusal) when (refusal.Reason is RpcErrorReason.Undecodable or RpcErrorReason.OverLimit)
        {
            allocation.Check();
            WasOverLimit = refusal.Reason == RpcErrorReason.OverLimit;
            value = default!;
            return reader.Remaining >= 0 ? false : throw new InvariantException("It was read past the end.");
        }

        allocation.Check();
        return true;
    }

    /// <summary>Reads JSON. False where it is refused as it should be.</summary>
    public bool TryReadJson(ReadOnlySpan<byte> input, out T value)
    {
        var reader = new RpcJsonReader(input, _live);
        var allocation = new Allocation(input.Length);
        try
        {
            value = codec.ReadJson(ref reader);
            reader.End();
        }
        catch (RpcException refusal) when (refusal.Reason is RpcErrorReason.Undecodable or RpcErrorReason.OverLimit)
        {
            allocation.Check();
            WasOverLimit = refusal.Reason == RpcErrorReason.OverLimit;
            value = default!;
            return false;
        }

        allocation.Check();
        return true;
    }

    public byte[] Write(T value)
    {
        _output.ResetWrittenCount();
        var writer = new RpcWriter(_output, _live);
        codec.Write(ref writer, value);
        writer.Flush();
        return _output.WrittenSpan.ToArray();
    }

    /// <summary>Writes JSON. Null where the value has none: lone surrogates.</summary>
    public byte[]? WriteJson(T value)
    {
        _output.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_output);
        var writer = new RpcJsonWriter(json, _live);
        try
        {
            codec.WriteJson(ref writer, value);
            json.Flush();
        }
        catch (RpcException refusal) when (refusal.Reason is RpcErrorReason.Undecodable or RpcErrorReason.OverLimit)
        {
            return null;
        }

        return _output.WrittenSpan.ToArray();
    }

    /// <summary>Gives back what a value holds.</summary>
    public void Release(T value) => codec.Release(value);
}
