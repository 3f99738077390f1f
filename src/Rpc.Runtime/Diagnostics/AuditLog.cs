using Microsoft.Extensions.Logging;

namespace Rpc.Diagnostics;

/// <summary>Who came in, who did not, and who was kept from what (category <c>Rpc.Audit</c>, event ids 1050 to 1069). Never a credential.</summary>
internal static partial class AuditLog
{
    public const string Category = "Rpc.Audit";

    [LoggerMessage(1050, LogLevel.Information, "{Peer} is welcome as {User}.")]
    public static partial void Welcome(ILogger logger, string peer, string user);

    [LoggerMessage(1051, LogLevel.Warning, "{Peer} was refused ({Status}): {Reason} It heard: {Told}")]
    public static partial void Refused(ILogger logger, string peer, RpcStatus status, string reason, string told);

    [LoggerMessage(1052, LogLevel.Error, "{Peer} was refused because the handshake hook failed. It heard nothing but that it is refused.")]
    public static partial void HookFailed(ILogger logger, Exception exception, string peer);

    [LoggerMessage(1053, LogLevel.Warning, "{User} at {Peer} was denied {What} of the object {ObjectId}.")]
    public static partial void Denied(ILogger logger, string user, string peer, string what, string objectId);

    [LoggerMessage(1054, LogLevel.Warning, "{Address} is shut out for {Window}: {Count} of its handshakes were refused.")]
    public static partial void ShutOut(ILogger logger, string address, TimeSpan window, int count);

    [LoggerMessage(1055, LogLevel.Error, "An authorizer failed, which counts as a no: {User} at {Peer}, {What} of the object {ObjectId}.")]
    public static partial void AuthorizerFailed(ILogger logger, Exception exception, string user, string peer, string what, string objectId);

    [LoggerMessage(1056, LogLevel.Warning, "The server at {Address} was refused by this side: {Reason}")]
    public static partial void ServerRefused(ILogger logger, string address, string reason);
}
