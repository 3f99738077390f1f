using System.Data.Common;

namespace Rpc.Tasks.Stores;

/// <summary>Keeps tasks in this process only, for tests: nothing of them is left when it ends.</summary>
/// <remarks>Thread-safe. Edits run one after another; an edit may await, and the others wait for it. Reads see what was committed last and wait for nobody.</remarks>
/// <param name="clock">Its time; null for the system's.</param>
public sealed class MemoryTaskStore(TimeProvider? clock = null) : ITaskStore
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly AsyncLocal<bool> _editing = new();
    private readonly TaskListeners _listeners = new();

    // Replaced by the edit that holds _turn, read by all.
    private volatile MemoryState _state = MemoryState.Empty;
    private volatile bool _disposed;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public bool IsDurable => false;

    /// <inheritdoc/>
    public async ValueTask<T> RunAsync<T>(Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_editing.Value)
        {
            throw new InvalidOperationException("An edit called the store that runs it, and would wait for itself. Use the transaction that the edit was given.");
        }

        T result;
        TaskSignal? signal;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _editing.Value = true;
            var transaction = new MemoryTransaction(_state, _clock.GetUtcNow(), isRead: false);
            try
            {
                result = await edit(transaction).ConfigureAwait(false);
                _state = transaction.State;
                signal = transaction.Signal;
            }
            finally
            {
                transaction.End();
            }
        }
        finally
        {
            _turn.Release();
        }

        if (signal is not null)
        {
            _listeners.Tell(signal);
        }

        return result;
    }

    /// <inheritdoc/>
    public async ValueTask<T> ReadAsync<T>(Func<ITaskTransaction, ValueTask<T>> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var transaction = new MemoryTransaction(_state, _clock.GetUtcNow(), isRead: true);
        try
        {
            return await read(transaction).ConfigureAwait(false);
        }
        finally
        {
            transaction.End();
        }
    }

    /// <inheritdoc/>
    public ValueTask<T> RunInAsync<T>(DbTransaction transaction, Func<ITaskTransaction, ValueTask<T>> edit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Tasks in memory cannot take part in a transaction of a database. Keep them in SQLite or PostgreSQL, in the same database as your data, or enqueue without a transaction.");

    /// <inheritdoc/>
    public IDisposable Listen(Action<TaskSignal> heard) => _listeners.Add(heard);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _disposed = true;
        return ValueTask.CompletedTask;
    }
}
