namespace Rpc.Transports;

/// <summary>Why a peer is not accepted: what it is told, and what the log says.</summary>
internal sealed record PeerRefusal(string Told, string Reason);
