using Microsoft.Extensions.Logging;

namespace Rpc.Diagnostics;

/// <summary>What naming's client side logs (category <c>Rpc.Naming</c>, event ids 400 to 419, and 1099).</summary>
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

    [LoggerMessage(406, LogLevel.Debug, "{Count} names could not be taken off the list; their leases end by themselves. {Reason}")]
    public static partial void ReleaseFailed(ILogger log, int count, string reason);

    [LoggerMessage(1099, LogLevel.Warning, "The name server {Silent} does not answer; {Current} is asked from now on. {Reason}")]
    public static partial void FailedOver(ILogger log, string silent, string current, string reason);
}
