using Microsoft.Extensions.Logging;

namespace Rpc.Diagnostics;

/// <summary>What the runtime logs of addresses, connections, handlers and TLS (event ids 1001 to 1049; docs/errors.md lists what each means and what to do). Other lines have classes of their own beside this one.</summary>
internal static partial class RpcLog
{
    [LoggerMessage(1001, LogLevel.Information, "Listening on {Uri}.")]
    public static partial void Listening(ILogger logger, string uri);

    [LoggerMessage(1002, LogLevel.Warning, "Listening on {Uri} beyond this machine without TLS or a token: anybody who reaches the port can call.")]
    public static partial void ListeningOpenly(ILogger logger, string uri);

    [LoggerMessage(EventId = 1003, Message = "Accepting on {Uri} failed: {Reason}. Trying again in {Delay} ms.")]
    public static partial void AcceptFailed(ILogger logger, LogLevel level, string uri, string reason, int delay);

    [LoggerMessage(EventId = 1004, Message = "A connection from {Peer} was refused: {Limit} is {Value}.")]
    public static partial void ConnectionOverLimit(ILogger logger, LogLevel level, string peer, string limit, int value);

    [LoggerMessage(EventId = 1005, Message = "The handshake with {Peer} failed ({Fault}): {Reason}.")]
    public static partial void HandshakeFailed(ILogger logger, LogLevel level, string peer, string fault, string reason);

    [LoggerMessage(EventId = 1006, Message = "The connection to {Peer} was ended ({Fault}): {Reason}.")]
    public static partial void ProtocolBroken(ILogger logger, LogLevel level, string peer, string fault, string reason);

    [LoggerMessage(1007, LogLevel.Debug, "The connection to {Peer} ended: {Reason}.")]
    public static partial void ConnectionEnded(ILogger logger, string peer, string reason);

    [LoggerMessage(1008, LogLevel.Debug, "Connected to {Peer}.")]
    public static partial void Connected(ILogger logger, string peer);

    [LoggerMessage(1009, LogLevel.Warning, "{Peer} did not answer {Count} pings and counts as dead.")]
    public static partial void PeerSilent(ILogger logger, string peer, int count);

    [LoggerMessage(1010, LogLevel.Information, "Draining: no new calls, {Running} running.")]
    public static partial void Draining(ILogger logger, int running);

    [LoggerMessage(1011, LogLevel.Warning, "{Running} calls were still running when the drain time of {Timeout} ended; their connections were closed.")]
    public static partial void DrainTimedOut(ILogger logger, int running, TimeSpan timeout);

    [LoggerMessage(1020, LogLevel.Debug, "{Method} called by {Peer} failed ({CorrelationId}).")]
    public static partial void HandlerFailed(ILogger logger, Exception exception, string method, string peer, string correlationId);

    [LoggerMessage(EventId = 1021, Message = "The one-way call {Method} of {Peer} failed ({CorrelationId}).")]
    public static partial void OneWayFailed(ILogger logger, LogLevel level, Exception exception, string method, string peer, string correlationId);

    [LoggerMessage(1022, LogLevel.Debug, "A call of {Peer} was refused ({Reason}): {Message}")]
    public static partial void CallRefused(ILogger logger, string peer, RpcErrorReason reason, string message);

    [LoggerMessage(1031, LogLevel.Warning, "{Bytes} bytes of headers of an answer of {Peer} were dropped: RpcLimits.MaxHeaderBytes of this side is {Most}.")]
    public static partial void HeadersDropped(ILogger logger, string peer, int bytes, int most);

    [LoggerMessage(1032, LogLevel.Error, "Disposing a {Type} that no caller can reach any more failed.")]
    public static partial void DisposalFailed(ILogger logger, Exception exception, string type);

    [LoggerMessage(1040, LogLevel.Information, "TLS with the certificate {Subject} of {Path}, valid until {End}.")]
    public static partial void TlsCertificate(ILogger logger, string subject, string path, string end);

    [LoggerMessage(1041, LogLevel.Warning, "The files for TLS have changed and cannot be used, so what was there before goes on: {Reason}.")]
    public static partial void TlsFilesUnusable(ILogger logger, string reason);

    [LoggerMessage(1042, LogLevel.Warning, "The certificate {Subject} of {Path} ends on {End}: put a new one there.")]
    public static partial void TlsCertificateEnds(ILogger logger, string subject, string path, string end);

    [LoggerMessage(1030, LogLevel.Error, "A fault of the runtime itself, please report it.")]
    public static partial void Fault(ILogger logger, Exception exception);
}
