namespace Rpc.Codec;

/// <summary>What the peer's types look like on the wire, where they differ from ours. Immutable and thread-safe; one per connection.</summary>
public sealed class PeerShapes
{
    /// <summary>Keeps the shapes by type name.</summary>
    public PeerShapes(IEnumerable<KeyValuePair<string, string>> shapes) => ArgumentNullException.ThrowIfNull(shapes);
}
