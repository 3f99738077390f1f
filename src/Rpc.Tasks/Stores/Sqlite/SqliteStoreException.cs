using SQLitePCL;

namespace Rpc.Tasks.Stores;

/// <summary>SQLite refused a statement. What it did not commit has not happened.</summary>
internal sealed class SqliteStoreException(string file, int code, int extended, string message, RpcOutcome outcome = RpcOutcome.NotExecuted)
    : RpcException(StatusOf(code & 0xff), Describe(file, code & 0xff, extended, message), outcome)
{
    // SQLITE_BUSY_SNAPSHOT: waiting does not help.
    private const int BusySnapshot = 517;

    /// <summary>Whether another connection holds the lock that was needed.</summary>
    public bool IsBusy => (code & 0xff) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && extended != BusySnapshot;

    /// <summary>Whether the transaction has read what another one has changed since, so that it can only begin again.</summary>
    public bool IsOutdated => extended == BusySnapshot;

    public bool IsConstraint => (code & 0xff) == raw.SQLITE_CONSTRAINT;

    /// <summary>The same error, of a commit: only of a full disk is it known that nothing has stayed.</summary>
    public SqliteStoreException OfCommit() => new(file, code, extended, message, (code & 0xff) == raw.SQLITE_FULL ? RpcOutcome.NotExecuted : RpcOutcome.MaybeExecuted);

    private static RpcStatus StatusOf(int code) => code switch
    {
        raw.SQLITE_FULL or raw.SQLITE_NOMEM or raw.SQLITE_TOOBIG => RpcStatus.ResourceExhausted,
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => RpcStatus.DataLoss,
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => RpcStatus.PermissionDenied,
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_INTERRUPT => RpcStatus.Unavailable,
        _ => RpcStatus.Internal,
    };

    private static string Describe(string file, int code, int extended, string message) => code switch
    {
        raw.SQLITE_FULL => $"{file} cannot grow: the disk is full. What is stored can still be read; make room, and tasks are taken again at once.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => $"{file} is damaged ({message}). Stop all that use it, keep a copy, and restore a backup or let `sqlite3 {file} .recover` save what can be read.",
        _ => $"{file}: SQLite says '{message}' ({extended}).",
    };
}
