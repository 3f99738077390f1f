using Microsoft.Extensions.Logging;

namespace Rpc.Diagnostics;

/// <summary>What the search for a name server logs (category <c>Rpc.Naming</c>, event ids 1100 to 1109).</summary>
internal static partial class DiscoveryLog
{
    [LoggerMessage(1100, LogLevel.Warning, "A name server was found by asking the network: {Uri}, told by {From}. Nobody vouches for it; set RPC_NS to choose it yourself.")]
    public static partial void Found(ILogger log, string uri, string from);

    [LoggerMessage(1101, LogLevel.Debug, "No name server answered on UDP port {Port} of any network within {Seconds} s.")]
    public static partial void NothingFound(ILogger log, int port, double seconds);

    [LoggerMessage(1102, LogLevel.Debug, "What {From} sent to the search for a name server is ignored: {Reason}.")]
    public static partial void AnswerIgnored(ILogger log, string from, string reason);
}
