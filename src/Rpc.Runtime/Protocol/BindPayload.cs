using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>The body of a Bind frame: the caller wants to call an object through a contract, under a number of its choice.</summary>
/// <param name="Binding">The number that requests will carry; unique on this connection and direction.</param>
/// <param name="ObjectId">The object's id, empty when <paramref name="Reference"/> is used.</param>
/// <param name="Reference">The id of a reference that the callee exported on this connection, or 0.</param>
/// <param name="Contract">The contract's full name, empty to take whatever the object has.</param>
/// <param name="Fingerprint">The contract's fingerprint, empty when unknown.</param>
/// <param name="WantDescriptor">Whether the answer shall carry the whole descriptor as JSON.</param>
internal sealed record BindPayload(uint Binding, string ObjectId, ulong Reference, string Contract, string Fingerprint, bool WantDescriptor)
{
    public void Write(PooledBuffer output)
    {
        var writer = new WireWriter(output);
        writer.Write(Binding);
        writer.Write(WantDescriptor ? (byte)1 : (byte)0);
        writer.Write(Reference);
        writer.Write(ObjectId);
        writer.Write(Contract);
        writer.Write(Fingerprint);
    }

    public static BindPayload Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        uint binding = reader.ReadUInt32();
        byte flags = reader.ReadByte();
        if (flags > 1)
        {
            throw new ProtocolException(ProtocolFault.ReservedBits, "reserved bits are set in a Bind");
        }

        ulong reference = reader.ReadUInt64();
        var bind = new BindPayload(binding, reader.ReadText(), reference, reader.ReadText(), reader.ReadText(), flags == 1);
        reader.End();
        return bind;
    }
}
