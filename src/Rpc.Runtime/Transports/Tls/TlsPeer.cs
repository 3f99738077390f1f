using System.Security.Cryptography.X509Certificates;

namespace Rpc.Transports;

/// <summary>Who is at the other end, once TLS is spoken.</summary>
/// <param name="Certificate">What it has proved; null where it showed nothing, or nothing that is accepted.</param>
/// <param name="Refusal">Why it is not accepted although TLS is spoken with it; null where it is.</param>
internal sealed record TlsPeer(X509Certificate2? Certificate, PeerRefusal? Refusal);
