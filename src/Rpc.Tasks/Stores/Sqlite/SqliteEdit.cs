using System.Runtime.CompilerServices;

namespace Rpc.Tasks.Stores;

/// <summary>An edit and the task of whoever waits for it, which never goes on on the writer's thread.</summary>
internal sealed class SqliteEdit<T>(Func<ITaskTransaction, ValueTask<T>> edit) : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), ISqliteEdit
{
    private const int Waits = 0;
    private const int Begun = 1;
    private const int Cancelled = 2;

    private CancellationTokenRegistration _registration;
    private int _state;

    // Of the last run: one of the two. Only the writer's thread touches them.
    private T? _result;
    private Exception? _error;

    /// <summary>Lets a token end the wait.</summary>
    public void CancelBy(CancellationToken token)
    {
        if (token.CanBeCanceled)
        {
            _registration = token.UnsafeRegister(static (edit, token) => ((SqliteEdit<T>)edit!).Cancel(token), this);
        }
    }

    /// <inheritdoc/>
    public bool TryBegin() => Interlocked.CompareExchange(ref _state, Begun, Waits) == Waits;

    /// <inheritdoc/>
    public bool Run(SqliteTaskTransaction transaction)
    {
        try
        {
            ValueTaskAwaiter<T> running = edit(transaction).GetAwaiter();
            if (!running.IsCompleted)
            {
                throw new InvalidOperationException("An edit awaited something else than the transaction that it was given. Await that before, and use the transaction only.");
            }

            _result = running.GetResult();
            _error = null;
            return true;
        }
        catch (Exception error)
        {
            _error = error;
            return false;
        }
        finally
        {
            transaction.End();
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _registration.Dispose();
        _ = _error is null ? TrySetResult(_result!) : TrySetException(_error);
    }

    /// <inheritdoc/>
    public void Fail(Exception error)
    {
        _registration.Dispose();
        TrySetException(error);
    }

    private void Cancel(CancellationToken token)
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waits) == Waits)
        {
            TrySetCanceled(token);
        }
    }
}
