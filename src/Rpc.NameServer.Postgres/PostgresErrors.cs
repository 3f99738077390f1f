using System.Net.Sockets;
using Npgsql;

namespace Rpc.NameServer.Postgres;

/// <summary>What clients are told when the database fails.</summary>
internal static class PostgresErrors
{
    public static bool IsDatabase(Exception error) => error is NpgsqlException or TimeoutException or IOException or SocketException or ObjectDisposedException;

    /// <summary>Whether the same may work in a moment, over another connection.</summary>
    public static bool IsPassing(Exception error) => error is not PostgresException known || IsAway(known);

    public static RpcException Told(Exception error, RpcOutcome outcome) => error is PostgresException known && !IsAway(known)
        ? new RpcException(RpcStatus.Internal, $"The database of the names refused the change: {known.MessageText} ({known.SqlState}).", outcome, innerException: error)
        : new RpcException(
            RpcStatus.Unavailable,
            $"The database of the names does not answer ({Line(error)}). Names that are known can still be looked up; changes are refused until it is back.",
            outcome,
            innerException: error);

    /// <summary>Connection failures, no resources, intervention by an operator, failed transactions, locks that were not given in time.</summary>
    private static bool IsAway(PostgresException error) => error.SqlState[..2] is "08" or "25" or "40" or "53" or "55" or "57";

    private static string Line(Exception error) => (error as PostgresException)?.MessageText ?? error.Message.ReplaceLineEndings(" ");
}
