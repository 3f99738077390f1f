using System.Net;

namespace Rpc.Naming;

/// <summary>Which hosts mean this machine.</summary>
internal static class LocalHost
{
    public static bool IsLoopback(string? host) => host is not null
        && (host == "localhost" || host.EndsWith(".localhost", StringComparison.Ordinal) || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address)));

    public static bool IsUnspecified(string? host) => host is not null
        && IPAddress.TryParse(host, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));

    /// <summary>Whether only this machine can reach the address.</summary>
    public static bool IsLocal(RemoteUri uri) => uri.Host is null || IsLoopback(uri.Host);
}
