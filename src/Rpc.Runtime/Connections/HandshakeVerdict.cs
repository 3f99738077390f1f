using Rpc.Security;

namespace Rpc.Connections;

/// <summary>What became of a peer's hello: welcome as somebody, or refused with what it hears.</summary>
/// <param name="Status">Ok for welcome.</param>
/// <param name="Told">What a refused peer hears.</param>
internal sealed record HandshakeVerdict(RpcStatus Status, string Told)
{
    public static HandshakeVerdict Welcome { get; } = new(RpcStatus.Ok, "");

    /// <summary>Who it is; null for nobody known.</summary>
    public PeerIdentity? Identity { get; init; }

    /// <summary>What a welcome peer is told beside.</summary>
    public byte[] Data { get; init; } = [];
}
