using System.Buffers;
using System.Text;
using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>
/// The binary form of one type: it is read or refused; what is read is written, and what was written is read and written to the same bytes; its JSON, where
/// it has any, is read too, as the same value; and the public codec says the same.
/// </summary>
/// <param name="name">The type.</param>
/// <param name="reader">Its codec.</param>
/// <param name="samples">Values to begin with.</param>
/// <param name="kind">What need not hold.</param>
internal sealed class CodecTarget<T>(string name, Reader<T> reader, T[] samples, TargetKind kind) : FuzzTarget("codec-" + name, samples.Select(reader.Write))
{
    public override bool Run(ReadOnlySpan<byte> input)
    {
        if (!reader.TryRead(input, out T value))
        {
            Refused(input);
            return false;
        }

        byte[] first = reader.Write(value);
        byte[]? json = reader.WriteJson(value);
        reader.Release(value);
        Invariants.Same(first, reader.TryRead(first, out T again) ? reader.Write(again) : null, kind);
        reader.Release(again);
        if (json is not null)
        {
            Json(first, json);
        }

        Api(first);
        return true;
    }

    private void Json(byte[] first, byte[] json)
    {
        if (reader.TryReadJson(json, out T value))
        {
            if ((kind & TargetKind.Approximate) == 0)
            {
                Invariants.Same(first, reader.Write(value), kind);
            }
        }
        else if (!reader.WasOverLimit)
        {
            // Over the limit it may be: the text may be shorter than the bytes, and so may be what it may allocate.
            throw new InvariantException($"Its own JSON is refused: {Encoding.UTF8.GetString(json)}");
        }
    }

    private void Api(byte[] bytes)
    {
        try
        {
            Invariants.Same(bytes, RpcCodec.Encode(RpcCodec.Decode<T>(bytes)), kind);
            Invariants.Same(bytes, RpcCodec.Encode(RpcCodec.Decode<T>(new ReadOnlySequence<byte>(bytes))), kind);
        }
        catch (RpcException live) when (live.Status == RpcStatus.FailedPrecondition && name.StartsWith("live", StringComparison.Ordinal))
        {
            // Live objects need a connection.
        }
    }

    // What the codec of a call refuses, the public one refuses. Each refusal takes its time, so some are tried.
    private static void Refused(ReadOnlySpan<byte> input)
    {
        if (input.Length is > 0 and < 32 && input.Length % 4 == 1)
        {
            try
            {
                RpcCodec.Decode<T>(input);
            }
            catch (RpcException)
            {
                return;
            }

            throw new InvariantException("RpcCodec reads what its codec refuses.");
        }
    }
}
