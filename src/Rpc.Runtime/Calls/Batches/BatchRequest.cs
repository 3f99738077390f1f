using System.Buffers.Binary;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>The body of a batch on the side that runs it: u8 mode, u32 count, and for each call u16 method, u8 flags (1 one-way), u32 length, arguments.</summary>
internal struct BatchRequest : ICallArguments
{
    public const int HeadBytes = 5;
    public const int CallHeadBytes = 7;
    public const byte OneWay = 1;

    private byte[] _body;
    private int _position;

    /// <summary>Whether the calls behind one that fails are not run.</summary>
    public readonly bool StopsAtFirstError => _body[0] == 0;

    public readonly int Count => BinaryPrimitives.ReadInt32LittleEndian(_body.AsSpan(1));

    public readonly void Write(ref RpcWriter writer) => throw new NotSupportedException("A batch is written by its caller.");

    public void Read(ref RpcReader reader)
    {
        _body = reader.Unread.ToArray();
        reader.TakeBytes(_body.Length);
        _position = HeadBytes;
        if (_body.Length < HeadBytes || _body[0] > 1 || Count < 0 || (long)Count * CallHeadBytes > _body.Length - HeadBytes)
        {
            throw Broken();
        }

        // All of it before any of it runs.
        for (int i = Count; i > 0; i--)
        {
            Next();
        }

        if (_position != _body.Length)
        {
            throw Broken();
        }

        _position = HeadBytes;
    }

    public readonly void WriteJson(ref RpcJsonWriter writer) => throw new NotSupportedException("A batch has no form in JSON.");

    public readonly void ReadJson(ref RpcJsonReader reader) => throw new RpcException(RpcStatus.Unimplemented, "A batch has no form in JSON.", reason: RpcErrorReason.Undecodable);

    /// <summary>Takes the next call.</summary>
    /// <exception cref="RpcException">The body is cut off.</exception>
    public (ushort Method, bool OneWay, ReadOnlyMemory<byte> Arguments) Next()
    {
        ReadOnlySpan<byte> rest = _body.AsSpan(_position);
        if (rest.Length < CallHeadBytes || rest[2] > OneWay || BinaryPrimitives.ReadUInt32LittleEndian(rest[3..]) > (uint)(rest.Length - CallHeadBytes))
        {
            throw Broken();
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(rest[3..]);
        (ushort, bool, ReadOnlyMemory<byte>) next = (BinaryPrimitives.ReadUInt16LittleEndian(rest), rest[2] == OneWay, _body.AsMemory(_position + CallHeadBytes, length));
        _position += CallHeadBytes + length;
        return next;
    }

    private static RpcException Broken() => new(RpcStatus.InvalidArgument, "The bytes are no batch.", RpcOutcome.NotExecuted, RpcErrorReason.Undecodable);
}
