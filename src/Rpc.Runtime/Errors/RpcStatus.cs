namespace Rpc;

/// <summary>How a call ended. The names and numbers are gRPC's sixteen status codes plus <see cref="Ok"/>.</summary>
/// <remarks>The number travels on the wire (docs/protocol.md, Error frame); an unknown number is read as <see cref="Unknown"/>.</remarks>
public enum RpcStatus
{
    /// <summary>The call succeeded.</summary>
    Ok = 0,

    /// <summary>The call was cancelled, by its caller or by the handler.</summary>
    Cancelled = 1,

    /// <summary>The handler threw an exception that has no status of its own.</summary>
    Unknown = 2,

    /// <summary>An argument cannot be used, whatever the state of the object: malformed bytes, a null where none may be, a value out of range.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the call completed.</summary>
    DeadlineExceeded = 4,

    /// <summary>No such name or object.</summary>
    NotFound = 5,

    /// <summary>The name or object exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A limit was reached; the message names the option, the side and the number.</summary>
    ResourceExhausted = 8,

    /// <summary>The object is not in a state in which this can be done.</summary>
    FailedPrecondition = 9,

    /// <summary>The operation was aborted, typically by a conflict.</summary>
    Aborted = 10,

    /// <summary>A position lies outside the valid range.</summary>
    OutOfRange = 11,

    /// <summary>The peer does not know the method or the interface.</summary>
    Unimplemented = 12,

    /// <summary>An invariant was broken: a fault of the program, not of its input.</summary>
    Internal = 13,

    /// <summary>The peer cannot be reached, or the connection was lost.</summary>
    Unavailable = 14,

    /// <summary>Data was lost or corrupted beyond repair.</summary>
    DataLoss = 15,

    /// <summary>The caller did not say who it is, or was not believed.</summary>
    Unauthenticated = 16,
}
