using System.Security.Claims;

namespace Rpc;

/// <summary>What a server's handshake hook decides. Immutable.</summary>
public sealed class HandshakeResult
{
    /// <summary>Bytes that <see cref="Data"/> may have: 8,192.</summary>
    public const int MaxDataBytes = 8_192;

    private const int LongestReason = 1_000;

    private HandshakeResult()
    {
    }

    /// <summary>Whether the peer is welcome.</summary>
    public bool IsAccepted { get; private init; }

    /// <summary>Who the peer is: what handlers see as <see cref="CallContext.User"/>, and whose roles count. Null: whom the token stands for, or nobody.</summary>
    public ClaimsPrincipal? User { get; private init; }

    /// <summary>What the client is told beside; empty for nothing.</summary>
    public ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>The status that a refused client hears.</summary>
    public RpcStatus Status { get; private init; }

    /// <summary>The reason that a refused client hears.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>The reason that only the server's log hears; null for the same.</summary>
    public string? LogReason { get; private init; }

    /// <summary>The peer is welcome.</summary>
    /// <param name="user">Who it is; null to leave that open.</param>
    /// <param name="data">At most <see cref="MaxDataBytes"/> for the client.</param>
    /// <exception cref="ArgumentException">The data are longer.</exception>
    public static HandshakeResult Accept(ClaimsPrincipal? user = null, ReadOnlyMemory<byte> data = default) => data.Length <= MaxDataBytes
        ? new HandshakeResult { IsAccepted = true, User = user, Data = data }
        : throw new ArgumentException($"A handshake tells a client at most {MaxDataBytes} bytes, not {data.Length}.", nameof(data));

    /// <summary>The peer is refused, and its connection closed.</summary>
    /// <param name="reason">What the client hears: cut off after 1,000 characters.</param>
    /// <param name="logReason">What the log hears instead; no credentials, for logs are read by many.</param>
    /// <param name="status">Usually <see cref="RpcStatus.Unauthenticated"/>, or <see cref="RpcStatus.PermissionDenied"/> for somebody who is known.</param>
    /// <exception cref="ArgumentException"><paramref name="status"/> is <see cref="RpcStatus.Ok"/>.</exception>
    public static HandshakeResult Refuse(string reason, string? logReason = null, RpcStatus status = RpcStatus.Unauthenticated)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return status != RpcStatus.Ok
            ? new HandshakeResult { Reason = reason.Length <= LongestReason ? reason : reason[..LongestReason], LogReason = logReason, Status = status }
            : throw new ArgumentException("A refusal needs a status that is not Ok.", nameof(status));
    }
}
