namespace Rpc;

/// <summary>What becomes of one call of a batch: there once <see cref="RpcBatch.SendAsync"/> has completed. Read it on one thread at a time.</summary>
public abstract class BatchResult
{
    private Exception? _error;

    private protected BatchResult()
    {
    }

    /// <summary>Whether the batch was sent and has come back, or has failed.</summary>
    public bool IsCompleted { get; private protected set; }

    /// <summary>Why the call failed; null when it has not, and before the batch was sent.</summary>
    public Exception? Error
    {
        get => _error;
        private protected set
        {
            _error = value;
            IsCompleted = true;
        }
    }

    /// <summary>Whether the call ran: <see cref="RpcOutcome.Completed"/> also where its handler threw.</summary>
    /// <exception cref="InvalidOperationException">The batch was not sent yet.</exception>
    public RpcOutcome Outcome => !IsCompleted ? throw NotSent() : _error switch
    {
        RpcException exception => exception.Outcome,
        OperationCanceledException => RpcOutcome.MaybeExecuted,
        _ => RpcOutcome.Completed,
    };

    /// <summary>Throws <see cref="Error"/>, if there is one.</summary>
    /// <exception cref="InvalidOperationException">The batch was not sent yet.</exception>
    public void ThrowIfFailed()
    {
        if (!IsCompleted)
        {
            throw NotSent();
        }

        if (_error is not null)
        {
            Calls.RemoteErrors.Throw(_error);
        }
    }

    private static InvalidOperationException NotSent() => new($"The batch of this call was not sent yet: await {nameof(RpcBatch)}.{nameof(RpcBatch.SendAsync)} first.");
}
