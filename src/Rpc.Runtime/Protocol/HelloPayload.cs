using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>What the connecting side says of itself.</summary>
/// <param name="Features">Bits of optional features it understands; none are defined in version 1.0.</param>
/// <param name="MaxMessageBytes">The longest message it takes.</param>
/// <param name="Instance">A random id of the client object, for logs.</param>
/// <param name="Credentials">Opaque to the protocol; empty for none.</param>
internal sealed record HelloPayload(ulong Features, uint MaxMessageBytes, string Instance, byte[] Credentials)
{
    /// <summary>What the client says beside, for the hook of the server; empty for nothing.</summary>
    public byte[] Data { get; init; } = [];

    public void Write(PooledBuffer output)
    {
        var writer = new WireWriter(output);
        writer.Write(Features);
        writer.Write(MaxMessageBytes);
        writer.Write(Instance);
        writer.Write(Credentials);
        if (Data.Length > 0)
        {
            writer.Write(Data);
        }
    }

    /// <summary>Reads a hello; bytes after the last known field belong to newer versions and are ignored.</summary>
    public static HelloPayload Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var hello = new HelloPayload(reader.ReadUInt64(), reader.ReadUInt32(), reader.ReadText(), reader.ReadBytes().ToArray());
        return reader.Remaining == 0 ? hello : hello with { Data = reader.ReadBytes().ToArray() };
    }
}
