namespace Rpc;

/// <summary>Why a call failed, finer than its <see cref="RpcStatus"/>. Numbers travel on the wire; an unknown one is read as <see cref="None"/>.</summary>
public enum RpcErrorReason
{
    /// <summary>Nothing more is known than the status says.</summary>
    None = 0,

    /// <summary>The peer is shutting down and takes no new calls.</summary>
    Draining = 1,

    /// <summary>A limit was reached (docs/limits.md).</summary>
    OverLimit = 2,

    /// <summary>The connection was lost or could not be made.</summary>
    ConnectionLost = 3,

    /// <summary>The peer broke the protocol.</summary>
    ProtocolViolation = 4,

    /// <summary>The handshake was refused.</summary>
    HandshakeRefused = 5,

    /// <summary>The bytes do not decode to the declared type.</summary>
    Undecodable = 6,

    /// <summary>No object has this id.</summary>
    NoSuchObject = 7,

    /// <summary>The object exists and its interface has no such method.</summary>
    NoSuchMethod = 8,

    /// <summary>The name server knows no such name.</summary>
    NoSuchName = 9,

    /// <summary>The session object that the proxy talked to is gone.</summary>
    SessionLost = 10,

    /// <summary>Calls are nested deeper than allowed.</summary>
    NestedTooDeep = 11,

    /// <summary>The name server cannot be reached.</summary>
    NameServerUnreachable = 12,

    /// <summary>The caller may not do this, or there is no such thing: the server does not say which.</summary>
    AccessDenied = 13,

    /// <summary>This side would not tell its credentials, or did not take the server's answer to them.</summary>
    CredentialsWithheld = 14,

    /// <summary>A call before it in its batch failed, and the batch was to stop there.</summary>
    BatchStopped = 15,
}
