using Rpc.Tasks.Engine;

namespace Rpc.Tasks.Stores;

/// <summary>One edit, or one read, of a <see cref="SqliteTaskStore"/>. Nothing is ever locked: whoever writes the file is the only one. All members end before they return.</summary>
internal sealed partial class SqliteTaskTransaction(SqliteSession session, DateTimeOffset now, bool isRead) : ITaskTransaction
{
    private bool _over;

    /// <inheritdoc/>
    public DateTimeOffset Now { get; } = now;

    /// <summary>What to tell when it is committed; null for nothing.</summary>
    public TaskSignal? Signal { get; private set; }

    /// <inheritdoc/>
    public void Announce(TaskSignal signal) => Signal = Signal?.And(signal) ?? signal;

    /// <summary>From here on whoever still has it is told that it is over.</summary>
    public void End() => _over = true;

    // Every member goes through one of these two.
    private SqliteStatement Select(string sql)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        return session.Begin(sql);
    }

    private SqliteStatement Write(string sql)
    {
        ObjectDisposedException.ThrowIf(_over, this);
        return !isRead ? session.Begin(sql) : throw new InvalidOperationException("A read of the store cannot write. Use RunAsync.");
    }

    private List<TaskRow> Rows(SqliteStatement select, List<TaskRow>? into = null)
    {
        List<TaskRow> rows = into ?? [];
        while (select.Step())
        {
            rows.Add(SqliteTaskRows.Read(session, select));
        }

        return rows;
    }

    private ValueTask<IReadOnlyList<TaskRow>> Listed(SqliteStatement select) => new(Rows(select));

    private static List<T> All<T>(SqliteStatement select, Func<SqliteStatement, T> read)
    {
        var all = new List<T>();
        while (select.Step())
        {
            all.Add(read(select));
        }

        return all;
    }
}
