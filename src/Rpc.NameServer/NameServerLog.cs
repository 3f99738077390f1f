using Microsoft.Extensions.Logging;

namespace Rpc.NameServer;

/// <summary>What the name server logs (category <c>Rpc.NameServer</c>, event ids 420 to 439), and for <c>Rpc.Audit</c> (1057).</summary>
internal static partial class NameServerLog
{
    [LoggerMessage(420, LogLevel.Information, "Serving {Count} names at {Uri}.")]
    public static partial void Serving(ILogger log, int count, string uri);

    [LoggerMessage(421, LogLevel.Information, "The lease of {Count} registrations of server {Server} is over, '{First}' among them: they are gone.")]
    public static partial void Evicted(ILogger log, int count, string server, string first);

    [LoggerMessage(422, LogLevel.Warning, "{Due} of {Leased} servers fell silent at once. The fault is more likely here or in the network, so their names stay, for at most {Seconds} s.")]
    public static partial void EvictionWaits(ILogger log, int due, int leased, double seconds);

    [LoggerMessage(423, LogLevel.Information, "No name is kept beyond its lease any more.")]
    public static partial void EvictionGoesOn(ILogger log);

    [LoggerMessage(424, LogLevel.Warning, "The name server did not run for {Seconds} s: no lease ends before servers had time to send their heartbeats.")]
    public static partial void Stalled(ILogger log, double seconds);

    [LoggerMessage(425, LogLevel.Error, "Names whose lease is over could not be removed; the next round tries again. {Reason}")]
    public static partial void EvictionFailed(ILogger log, string reason);

    [LoggerMessage(430, LogLevel.Error, "The store of the names does not answer: names are looked up in memory, changes and heartbeats are refused. {Reason}")]
    public static partial void StoreAway(ILogger log, string reason);

    [LoggerMessage(431, LogLevel.Information, "The store of the names answers again.")]
    public static partial void StoreBack(ILogger log);

    [LoggerMessage(1057, LogLevel.Warning, "{User} at {Peer} may not {What} the name '{Name}'.")]
    public static partial void Denied(ILogger log, string user, string peer, string what, string name);
}
