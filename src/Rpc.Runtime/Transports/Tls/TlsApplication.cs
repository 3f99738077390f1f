using System.Net.Security;

namespace Rpc.Transports;

/// <summary>What is spoken above TLS, so that a proxy can tell it and an HTTPS server refuses it by name.</summary>
internal static class TlsApplication
{
    public const string Name = "srpc/1";

    public static List<SslApplicationProtocol> Protocols { get; } = [new(Name)];
}
