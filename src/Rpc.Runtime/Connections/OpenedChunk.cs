using Rpc.Protocol;

namespace Rpc.Connections;

/// <summary>A chunk whose rest is received right into its message. Owned by the connection's reader.</summary>
internal sealed class OpenedChunk(FrameHeader header, Memory<byte> memory)
{
    private int _received;

    public FrameHeader Header => header;

    /// <summary>Bytes that were missing when it was opened.</summary>
    public int Length => memory.Length;

    /// <summary>Bytes that are missing still.</summary>
    public int Rest => memory.Length - _received;

    public Memory<byte> Free => memory[_received..];

    public void Received(int count) => _received += count;
}
