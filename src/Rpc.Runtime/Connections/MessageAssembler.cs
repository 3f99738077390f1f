using System.Buffers.Binary;
using Rpc.Buffers;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <summary>Puts messages together that arrive in chunks. Owned by the connection's reader.</summary>
/// <remarks>Memory grows with what has arrived, to four times that at most, never with what was announced; everything incomplete counts against one limit.</remarks>
internal sealed class MessageAssembler(RpcLimits limits)
{
    private readonly Dictionary<(bool Answer, ulong Id), Partial> _partials = [];
    private long _incomplete;

    private sealed record Partial(FrameHeader First, int Length, PooledBuffer? Bytes)
    {
        public int Arrived { get; set; }
    }

    /// <summary>Takes the first part of a message. False when the message is over the limit: its chunks will be passed over. <paramref name="length"/> is what was announced.</summary>
    public bool TryBegin(in FrameHeader header, ReadOnlySpan<byte> body, out uint length)
    {
        if (body.Length < 4)
        {
            throw new ProtocolException(ProtocolFault.BadChunk, "a chunked message without its length");
        }

        length = BinaryPrimitives.ReadUInt32LittleEndian(body);
        body = body[4..];
        (bool, ulong) key = (IsAnswer(header.Type), header.Id);
        if (length <= body.Length || _partials.ContainsKey(key) || _partials.Count >= limits.MaxRunningHandlers * 2)
        {
            throw new ProtocolException(ProtocolFault.BadChunk, "a chunked message that is whole already, or began twice");
        }

        bool fits = length <= (uint)limits.MaxMessageBytes;
        var partial = new Partial(header, (int)Math.Min(length, int.MaxValue), fits ? PooledBuffer.Rent() : null);
        _partials.Add(key, partial);
        Add(partial, body);
        return fits;
    }

    /// <summary>Takes a further part. True when the message is complete and was not refused; the caller disposes it.</summary>
    public bool TryContinue(in FrameHeader header, ReadOnlySpan<byte> body, out FrameHeader first, out PooledBuffer message)
    {
        (bool, ulong) key = ((header.Flags & FrameFlags.Answer) != 0, header.Id);
        first = default;
        message = null!;
        if (!_partials.TryGetValue(key, out Partial? partial))
        {
            // Its call was cancelled while chunks were on their way.
            return false;
        }

        Add(partial, body);
        if (partial.Arrived < partial.Length)
        {
            return false;
        }

        _partials.Remove(key);
        if (partial.Bytes is null)
        {
            return false;
        }

        _incomplete -= partial.Arrived;
        first = partial.First with { Flags = partial.First.Flags & ~FrameFlags.Chunked, Length = partial.Length };
        message = partial.Bytes;
        return true;
    }

    /// <summary>Forgets an incomplete message.</summary>
    public bool Discard(bool answer, ulong id)
    {
        if (!_partials.Remove((answer, id), out Partial? partial))
        {
            return false;
        }

        if (partial.Bytes is not null)
        {
            _incomplete -= partial.Arrived;
            partial.Bytes.Dispose();
        }

        return true;
    }

    public static bool IsAnswer(FrameType type) => type is FrameType.Reply or FrameType.Error or FrameType.StreamItems or FrameType.Bound;

    private void Add(Partial partial, ReadOnlySpan<byte> body)
    {
        if (body.Length > partial.Length - partial.Arrived || body.IsEmpty)
        {
            throw new ProtocolException(ProtocolFault.BadChunk, $"a chunk of {body.Length} bytes where {partial.Length - partial.Arrived} are missing");
        }

        partial.Arrived += body.Length;
        if (partial.Bytes is null)
        {
            return;
        }

        _incomplete += body.Length;
        if (_incomplete > limits.MaxIncompleteBytes)
        {
            throw new ProtocolException(ProtocolFault.TooMuchIncomplete, $"{_incomplete} bytes of incomplete messages where {nameof(RpcLimits)}.{nameof(RpcLimits.MaxIncompleteBytes)} is {limits.MaxIncompleteBytes}");
        }

        // Once a quarter is there, room for the rest: copying a message of many megabytes again and again would hold up the reader.
        if (partial.Arrived >= partial.Length / 4)
        {
            partial.Bytes.GetSpan(partial.Length - partial.Bytes.Length);
        }

        partial.Bytes.Append(body);
    }
}
