using Microsoft.Extensions.Logging;

namespace Rpc.NameServer.Discovery;

/// <summary>What being found over the network logs (category <c>Rpc.NameServer</c>, event ids 426 to 429).</summary>
internal static partial class DiscoveryLog
{
    [LoggerMessage(426, LogLevel.Information, "Clients that know no name server find this one: it answers on UDP port {Port}.")]
    public static partial void Listening(ILogger log, int port);

    [LoggerMessage(427, LogLevel.Warning, "The name server listens at {Uri}, so it can be found by programs on this machine only. Let it listen on 0.0.0.0, [::] or an address that others reach.")]
    public static partial void LocalOnly(ILogger log, string uri);

    [LoggerMessage(428, LogLevel.Warning, "Multicast questions that come by network interface {Index} are not heard; broadcasts are. {Reason}")]
    public static partial void NotJoined(ILogger log, int index, string reason);
}
