using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>What the accepting side answers: its own facts, or why it refuses.</summary>
internal sealed record WelcomePayload(RpcStatus Status, string Message, ulong Features, uint MaxMessageBytes, string Instance)
{
    /// <summary>What the hook of the server tells the client; empty for nothing.</summary>
    public byte[] Data { get; init; } = [];

    public void Write(PooledBuffer output)
    {
        var writer = new WireWriter(output);
        writer.Write((byte)Status);
        writer.Write(Message);
        writer.Write(Features);
        writer.Write(MaxMessageBytes);
        writer.Write(Instance);
        if (Data.Length > 0)
        {
            writer.Write(Data);
        }
    }

    /// <summary>Reads a welcome; bytes after the last known field belong to newer versions and are ignored.</summary>
    public static WelcomePayload Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        byte status = reader.ReadByte();
        var welcome = new WelcomePayload(status <= (byte)RpcStatus.Unauthenticated ? (RpcStatus)status : RpcStatus.Unknown, reader.ReadText(), reader.ReadUInt64(), reader.ReadUInt32(), reader.ReadText());
        return reader.Remaining == 0 ? welcome : welcome with { Data = reader.ReadBytes().ToArray() };
    }
}
