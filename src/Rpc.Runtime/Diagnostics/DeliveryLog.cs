using Microsoft.Extensions.Logging;

namespace Rpc.Diagnostics;

/// <summary>What callers do about calls and connections that fail (category <c>Rpc.Client</c>, event ids 1070 to 1089; docs/errors.md).</summary>
internal static partial class DeliveryLog
{
    [LoggerMessage(1070, LogLevel.Debug, "{Method} at {Uri} failed and is tried again in {Delay} ms (attempt {Attempt} of {Most}): {Reason}")]
    public static partial void Retried(ILogger logger, string method, string uri, long delay, int attempt, int most, string reason);

    [LoggerMessage(1071, LogLevel.Information, "{Method} at {Uri} was given up after {Attempts} attempts: {Reason}")]
    public static partial void GaveUp(ILogger logger, string method, string uri, int attempts, string reason);

    [LoggerMessage(1072, LogLevel.Debug, "{Method} at {Uri} has no answer yet: attempt {Attempt} of {Most} starts beside it.")]
    public static partial void Hedged(ILogger logger, string method, string uri, int attempt, int most);

    [LoggerMessage(1073, LogLevel.Debug, "Connecting to {Address} failed {Failures} times in a row; not again before {Delay} ms have passed: {Reason}")]
    public static partial void BackingOff(ILogger logger, string address, int failures, long delay, string reason);

    [LoggerMessage(1074, LogLevel.Warning, "{Address} cannot be reached: {Failures} attempts have failed in a row. Calls to it fail after one more attempt each until one succeeds. {Reason}")]
    public static partial void CircuitOpened(ILogger logger, string address, int failures, string reason);

    [LoggerMessage(1075, LogLevel.Information, "{Address} can be reached again, after {Failures} attempts that failed.")]
    public static partial void CircuitClosed(ILogger logger, string address, int failures);

    [LoggerMessage(1076, LogLevel.Warning, "The connection to {Peer} was lost before {Count} one-way calls were acknowledged: they may have been executed, and are not repeated.")]
    public static partial void OneWayUnconfirmed(ILogger logger, string peer, int count);

    [LoggerMessage(1077, LogLevel.Debug, "{Count} one-way calls that {Peer} had not taken are sent again.")]
    public static partial void OneWaySentAgain(ILogger logger, string peer, int count);

    [LoggerMessage(1078, LogLevel.Warning, "The one-way call {Method} at {Uri} was not taken by a server that went away, and could not be sent to another: it was not executed.")]
    public static partial void OneWayLost(ILogger logger, Exception exception, string method, string uri);

    [LoggerMessage(1079, LogLevel.Error, "A handler of {Event} threw.")]
    public static partial void EventHandlerFailed(ILogger logger, Exception exception, string @event);
}
