using System.Data.Common;

namespace Rpc.Tasks.Stores;

/// <summary>Keeps tasks, workers and schedules, and runs changes to them in transactions. What changes mean is not its business: that is the engine's, which is the same for every store.</summary>
/// <remarks>Implementations are thread-safe. <c>TaskStoreSuite</c> in the tests holds each of them to what is written here.</remarks>
public interface ITaskStore : IAsyncDisposable
{
    /// <summary>What to call it in messages: the file, the database; without passwords.</summary>
    string Name { get; }

    /// <summary>Whether what it has taken survives kill -9 and a power cut.</summary>
    bool IsDurable { get; }

    /// <summary>Runs <paramref name="edit"/> in one transaction and commits it. When this returns, what it did is durable; when it throws, nothing of it has happened.</summary>
    /// <param name="edit">
    /// Reads and writes through the transaction only, and does nothing else: it may be run again when the database asks for that, and several edits may share one commit. What it throws comes out of this method,
    /// and does not disturb other edits of the same commit. It must not call the store itself.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait before the edit begins; an edit that was begun ends.</param>
    /// <exception cref="RpcException">The store cannot be used now; <see cref="RpcException.Outcome"/> says whether the edit may have been committed.</exception>
    ValueTask<T> RunAsync<T>(Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default);

    /// <summary>Runs <paramref name="read"/>, which only calls members that neither lock nor write, on what was committed last. Waits for no writer.</summary>
    /// <param name="read">May be run again, as an edit may.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="RpcException">The store cannot be used now.</exception>
    ValueTask<T> ReadAsync<T>(Func<ITaskTransaction, ValueTask<T>> read, CancellationToken cancellationToken = default);

    /// <summary>Runs <paramref name="edit"/> inside a transaction of the caller's, which the caller commits or rolls back.</summary>
    /// <exception cref="ArgumentException">The transaction is not of this store's database, or is over.</exception>
    /// <exception cref="NotSupportedException">The store has no transactions that a caller could have.</exception>
    ValueTask<T> RunInAsync<T>(DbTransaction transaction, Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default);

    /// <summary>Throws where an edit of this flow of control would wait for a transaction that the same flow has passed and not ended. For callers that let edits run in another flow than their own.</summary>
    /// <exception cref="InvalidOperationException">It would wait for itself.</exception>
    void ThrowIfInside()
    {
    }

    /// <summary>Calls <paramref name="heard"/> after commits, of this process or another, that <see cref="ITaskTransaction.Announce"/>d something. A hint: it may come late, twice, or not at all, so listeners look for themselves every second as well.</summary>
    /// <param name="heard">Must return at once and not throw; called on any thread, by several at a time.</param>
    /// <returns>Dispose it to hear no more.</returns>
    IDisposable Listen(Action<TaskSignal> heard);
}
