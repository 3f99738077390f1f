namespace Rpc.Tasks.Stores;

/// <content>The stores that have the file open.</content>
internal sealed partial class SqliteTaskTransaction
{
    /// <summary>Says where a store listens, and forgets those that were not seen since <paramref name="deadSince"/>.</summary>
    public int PutListener(Guid id, int port, DateTimeOffset deadSince)
    {
        Write("INSERT INTO listeners (id, port, process, seen_at, passed) VALUES (?1, ?2, ?3, ?4, 0) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at")
            .Add(id).Add(port).Add(Environment.ProcessId).Add(Now).Run();
        return Write("DELETE FROM listeners WHERE seen_at < ?1").Add(deadSince).Run();
    }

    /// <summary>A store listens no more.</summary>
    public int RemoveListener(Guid id) => Write("DELETE FROM listeners WHERE id = ?1").Add(id).Run();
}
