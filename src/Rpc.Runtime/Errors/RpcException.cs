namespace Rpc;

/// <summary>A remote call failed. <see cref="Status"/> says how, <see cref="Outcome"/> whether it may have run.</summary>
/// <remarks>Well-known exceptions of the base class library thrown by a handler come back as themselves, not as this type (docs/errors.md).</remarks>
public class RpcException : Exception
{
    /// <summary>A failure with a status and a sentence that names the URI, the method, and what to do.</summary>
    public RpcException(RpcStatus status, string message, RpcOutcome outcome = RpcOutcome.NotExecuted, RpcErrorReason reason = RpcErrorReason.None, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = status;
        Outcome = outcome;
        Reason = reason;
    }

    /// <summary>How the call ended.</summary>
    public RpcStatus Status { get; }

    /// <summary>Whether the call may have run.</summary>
    public RpcOutcome Outcome { get; }

    /// <summary>Why, finer than <see cref="Status"/>.</summary>
    public RpcErrorReason Reason { get; }

    /// <summary>Full name of the exception type thrown on the other side, when that side tells details; never resolved to a type.</summary>
    public string? RemoteType { get; init; }

    /// <summary>Stack trace of the other side, when that side tells details.</summary>
    public string? RemoteStackTrace { get; init; }

    /// <summary>The object that was called, where known.</summary>
    public string? RemoteUri { get; init; }

    /// <summary>Attempts to connect to the address that have failed in a row, this one included; 0 where connecting was not what failed, and <see cref="int.MaxValue"/> where the next attempt is too far away to be waited for.</summary>
    internal int FailedConnects { get; init; }
}
