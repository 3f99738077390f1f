namespace Rpc.Codec;

/// <summary>What the writer's types look like on the wire (docs/protocol-shapes.md), for members that the reader does not know.</summary>
/// <remarks>Immutable and thread-safe; one per connection, or per fingerprint of stored values.</remarks>
public sealed class PeerShapes
{
    private const int MaxTypes = 4096;

    private readonly Dictionary<string, Shape> _types;

    private PeerShapes(Dictionary<string, Shape> types) => _types = types;

    /// <summary>Parses the shapes of the peer's types.</summary>
    /// <param name="types">Name and shape of each type, at most 4,096 with at most 64 KiB of text each.</param>
    /// <exception cref="RpcException">A shape is malformed (<see cref="RpcStatus.InvalidArgument"/>), or there are too many (<see cref="RpcStatus.ResourceExhausted"/>).</exception>
    public static PeerShapes Parse(IEnumerable<KeyValuePair<string, string>> types)
    {
        var parsed = new Dictionary<string, Shape>(StringComparer.Ordinal);
        foreach ((string name, string text) in types)
        {
            if (parsed.Count == MaxTypes)
            {
                throw CodecErrors.OverLimit($"The peer has more than {MaxTypes} types.");
            }

            if (!parsed.TryAdd(name, ShapeParser.Parse(text)))
            {
                CodecErrors.ThrowFormat($"The peer's type {name} has two shapes.");
            }
        }

        return new PeerShapes(parsed);
    }

    internal Shape Find(string type) => _types.TryGetValue(type, out Shape? shape)
        ? shape
        : throw CodecErrors.Undecodable($"The peer's shape of {type} is not known, so its unknown members cannot be skipped.");
}
