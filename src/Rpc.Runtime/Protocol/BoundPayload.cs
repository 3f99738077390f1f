using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>The body of a Bound frame. Of equal contracts everything but the flags is empty; different ones get the callee's methods and shapes.</summary>
internal sealed record BoundPayload(bool Equal, string Contract, IReadOnlyList<string> Signatures, IReadOnlyList<KeyValuePair<string, string>> Shapes, string Descriptor)
{
    private const byte EqualBit = 1;
    private const byte SessionBit = 2;

    public static BoundPayload Same { get; } = new(true, "", [], [], "");

    /// <summary>Whether the binding has an object of its own, which lives until the binding ends.</summary>
    public bool Session { get; init; }

    public void Write(PooledBuffer output)
    {
        var writer = new WireWriter(output);
        writer.Write((byte)((Equal ? EqualBit : 0) | (Session ? SessionBit : 0)));
        writer.Write(Contract);
        writer.Write((uint)Signatures.Count);
        foreach (string signature in Signatures)
        {
            writer.Write(signature);
        }

        ShapeTable.Write(output, Shapes);
        writer.Write(Descriptor);
    }

    public static BoundPayload Read(ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        byte flags = reader.ReadByte();
        string contract = reader.ReadText();
        uint count = reader.ReadUInt32();
        if ((flags & ~(EqualBit | SessionBit)) != 0)
        {
            throw new ProtocolException(ProtocolFault.ReservedBits, "reserved bits are set in a Bound");
        }

        if (count > (uint)reader.Remaining / 4)
        {
            throw new ProtocolException(ProtocolFault.BodyCutOff, $"{count} signatures where {reader.Remaining} bytes are left");
        }

        var signatures = new string[count];
        for (int i = 0; i < signatures.Length; i++)
        {
            signatures[i] = reader.ReadText();
        }

        var bound = new BoundPayload((flags & EqualBit) != 0, contract, signatures, ShapeTable.Read(ref reader), reader.ReadText()) { Session = (flags & SessionBit) != 0 };
        reader.End();
        return bound;
    }
}
