using System.Security.Authentication;

namespace Rpc;

/// <summary>The versions of TLS that are spoken here at all.</summary>
internal static class TlsVersions
{
    public const SslProtocols All = SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <exception cref="InvalidOperationException">There is another one among them, or none.</exception>
    public static SslProtocols Check(SslProtocols versions, string option) => versions != SslProtocols.None && (versions & ~All) == SslProtocols.None
        ? versions
        : throw new InvalidOperationException($"{option} is {versions}: TLS 1.2, TLS 1.3 or both can be spoken.");

    public static string Text(SslProtocols versions) => versions switch
    {
        SslProtocols.Tls12 => "TLS 1.2",
        SslProtocols.Tls13 => "TLS 1.3",
        _ => "TLS 1.2 and 1.3",
    };
}
