using Microsoft.Extensions.Logging;

namespace Rpc.Diagnostics;

/// <summary>What naming's client side logs (category <c>Rpc.Naming</c>, event ids 400 to 419, 1099, and 1110 to 1119).</summary>
internal static partial class NamingLog
{
    [LoggerMessage(400, LogLevel.Information, "Published '{Name}' as {Uri}, lease {LeaseSeconds} s (0: for ever).")]
    public static partial void Published(ILogger log, string name, string uri, int leaseSeconds);

    [LoggerMessage(401, LogLevel.Warning, "The name server does not take heartbeats; they go on, and names come back with it. {Reason}")]
    public static partial void HeartbeatFailed(ILogger log, string reason);

    [LoggerMessage(402, LogLevel.Information, "The name server takes heartbeats again.")]
    public static partial void HeartbeatBack(ILogger log);

    [LoggerMessage(403, LogLevel.Information, "The name server had lost '{Name}'; it is listed again.")]
    public static partial void Restored(ILogger log, string name);

    [LoggerMessage(404, LogLevel.Warning, "'{Name}' now belongs to another server and is no longer published from here. {Reason}")]
    public static partial void Replaced(ILogger log, string name, string reason);

    [LoggerMessage(405, LogLevel.Warning, "'{Name}' could not be listed again; the next heartbeat tries once more. {Reason}")]
    public static partial void RestoreFailed(ILogger log, string name, string reason);

    [LoggerMessage(406, LogLevel.Debug, "{Count} names could not be taken off the list; that is asked for again for as long as this server runs. {Reason}")]
    public static partial void ReleaseFailed(ILogger log, int count, string reason);

    [LoggerMessage(1099, LogLevel.Warning, "The name server {Silent} does not answer; {Current} is asked from now on. {Reason}")]
    public static partial void FailedOver(ILogger log, string silent, string current, string reason);

    [LoggerMessage(1110, LogLevel.Warning, "Names are not watched while no name server answers at {Servers}: calls go on with the addresses that are known. {Reason}")]
    public static partial void WatchFailed(ILogger log, string servers, string reason);

    [LoggerMessage(1111, LogLevel.Information, "Names are watched again, at {Server}.")]
    public static partial void WatchBack(ILogger log, string server);

    [LoggerMessage(1112, LogLevel.Warning, "The name server lets nobody watch {Name} from here: its changes are learnt when it is looked up. {Reason}")]
    public static partial void WatchRefused(ILogger log, string name, string reason);
}
