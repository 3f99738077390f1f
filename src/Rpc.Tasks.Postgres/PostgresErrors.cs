using System.Net.Sockets;
using Npgsql;

namespace Rpc.Tasks.Postgres;

/// <summary>What failures of the database mean, and what callers are told.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether it comes from the database or from the way to it.</summary>
    public static bool IsDatabase(Exception error) => error is NpgsqlException or TimeoutException or IOException or SocketException or ObjectDisposedException;

    /// <summary>Whether two transactions were in each other's way: the same works when it is done again.</summary>
    public static bool IsCollision(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>Whether the connection is gone or never was: the same may work in a moment, over another one.</summary>
    /// <remarks>Failures of the connection, no resources, an operator who intervened, a session that was ended because it stood still.</remarks>
    public static bool IsLoss(Exception error) => error is PostgresException known ? known.SqlState[..2] is "08" or "53" or "57" || known.SqlState is "25P03" : IsDatabase(error);

    /// <summary>What the caller of the store gets.</summary>
    /// <param name="error">What the database or the driver said.</param>
    /// <param name="outcome">Whether the edit may have been committed.</param>
    public static Exception Told(Exception error, RpcOutcome outcome) => error switch
    {
        PostgresException { SqlState: PostgresSchema.Refused } known => new InvalidOperationException($"The database of the tasks refuses: {known.MessageText}.", error),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "tasks" } known => new InvalidOperationException($"There is a task with one of these ids already ({known.Detail ?? known.MessageText}). Ids of tasks are never used twice: make new ones.", error),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } known => new RpcException(RpcStatus.FailedPrecondition, $"The database of the tasks does not allow it: {known.MessageText}. Grant its user what it needs in the schema rpc_tasks, or CREATE in the database for the first use.", outcome, innerException: error),
        PostgresException known when IsCollision(error) || known.SqlState is PostgresErrorCodes.LockNotAvailable => new RpcException(RpcStatus.Aborted, $"Other transactions were in the way in the database of the tasks, again and again: {known.MessageText} ({known.SqlState}). Try again.", outcome, innerException: error),
        PostgresException known when !IsLoss(error) => new RpcException(RpcStatus.Internal, $"The database of the tasks refused: {known.MessageText} ({known.SqlState}).", outcome, innerException: error),
        _ => new RpcException(RpcStatus.Unavailable, Away(error, outcome), outcome, innerException: error),
    };

    private static string Away(Exception error, RpcOutcome outcome)
    {
        string line = ((error as PostgresException)?.MessageText ?? error.Message).ReplaceLineEndings(" ");
        return outcome == RpcOutcome.MaybeExecuted
            ? $"The connection to the database of the tasks was lost while a change was committed ({line}): look whether it happened before you make it again."
            : $"The database of the tasks does not answer ({line}). Nothing was changed: try again when it is back.";
    }
}
