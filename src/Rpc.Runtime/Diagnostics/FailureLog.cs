using Microsoft.Extensions.Logging;

namespace Rpc.Diagnostics;

/// <summary>What the runtime logs of calls that were lost, dropped or timed out (event ids 1090 to 1098; docs/errors.md lists what each means and what to do).</summary>
/// <remarks>Of calls at Debug, for their callers hear of it anyway; of what a peer could repeat at will at most once a second.</remarks>
internal static partial class FailureLog
{
    [LoggerMessage(1090, LogLevel.Debug, "{Call} at {Uri} had no answer before its deadline ({CorrelationId}).")]
    public static partial void CallTimedOut(ILogger logger, string call, string uri, string correlationId);

    [LoggerMessage(1091, LogLevel.Debug, "{Call} at {Uri} was cancelled by its caller ({CorrelationId}).")]
    public static partial void CallCancelled(ILogger logger, string call, string uri, string correlationId);

    [LoggerMessage(1092, LogLevel.Debug, "{Calls} calls under way and {Bytes} bytes that were not sent were lost with the connection to {Peer}: {Reason}.")]
    public static partial void CallsLost(ILogger logger, int calls, long bytes, string peer, string reason);

    [LoggerMessage(1093, LogLevel.Debug, "{Peer} answered {Count} times for nobody: the callers had cancelled or timed out, or never asked.")]
    public static partial void AnswersForNobody(ILogger logger, string peer, int count);

    [LoggerMessage(1094, LogLevel.Debug, "The answer of {Call} at {Uri} was not taken ({Reason}): {Message}")]
    public static partial void AnswerNotTaken(ILogger logger, string call, string uri, RpcErrorReason reason, string message);

    [LoggerMessage(1095, LogLevel.Debug, "{Count} handlers called by {Peer} were told to stop ({Reason}).")]
    public static partial void HandlersCancelled(ILogger logger, int count, string peer, string reason);

    [LoggerMessage(1097, LogLevel.Debug, "{Peer} reads more slowly than it is written to: {Count} senders waited, {Bytes} bytes are unsent.")]
    public static partial void OutputFull(ILogger logger, string peer, int count, long bytes);

    [LoggerMessage(1098, LogLevel.Warning, "{Count} more warnings that peers caused within the last second are in the debug log only.")]
    public static partial void PeerWarningsLowered(ILogger logger, int count);
}
