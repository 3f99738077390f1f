using Rpc.Buffers;

namespace Rpc.Protocol;

/// <summary>Type names with their wire shapes, as they travel in Bound and Shapes frames.</summary>
internal static class ShapeTable
{
    public static void Write(PooledBuffer output, IReadOnlyList<KeyValuePair<string, string>> shapes)
    {
        var writer = new WireWriter(output);
        writer.Write((uint)shapes.Count);
        foreach ((string name, string shape) in shapes)
        {
            writer.Write(name);
            writer.Write(shape);
        }
    }

    public static List<KeyValuePair<string, string>> Read(ref WireReader reader)
    {
        uint count = reader.ReadUInt32();
        if (count > (uint)reader.Remaining / 8)
        {
            throw new ProtocolException(ProtocolFault.BodyCutOff, $"{count} shapes where {reader.Remaining} bytes are left");
        }

        var shapes = new List<KeyValuePair<string, string>>((int)count);
        for (uint i = 0; i < count; i++)
        {
            shapes.Add(new KeyValuePair<string, string>(reader.ReadText(), reader.ReadText()));
        }

        return shapes;
    }
}
