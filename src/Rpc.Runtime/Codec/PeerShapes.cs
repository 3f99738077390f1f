namespace Rpc.Codec;

/// <summary>The wire shapes of a peer's types.</summary>
public sealed class PeerShapes
{
    /// <summary>Keeps the shapes by type name.</summary>
    public PeerShapes(IEnumerable<KeyValuePair<string, string>> shapes) => ArgumentNullException.ThrowIfNull(shapes);
}
