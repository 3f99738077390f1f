using Rpc.Buffers;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>The sending end of a stream: sends while its reader allows it, waits when the reader does not read.</summary>
/// <remarks>Invariant, under <c>_gate</c>: <c>_credit</c> is what the reader allowed less what was sent; the writer waits while it is not positive, so one item of any size can always start.</remarks>
internal abstract class OutgoingStream
{
    private readonly Lock _gate = new();
    private long _credit;
    private TaskCompletionSource? _waiting;

    /// <summary>Adds what the reader allows. False when it claims more than any reader may.</summary>
    public bool TryAddCredit(long bytes)
    {
        TaskCompletionSource? waiting = null;
        lock (_gate)
        {
            _credit += bytes;
            if (_credit > int.MaxValue)
            {
                return false;
            }

            if (_credit > 0)
            {
                waiting = _waiting;
                _waiting = null;
            }
        }

        waiting?.TrySetResult();
        return true;
    }

    /// <summary>Takes what was sent out of the credit.</summary>
    protected void Spend(int bytes)
    {
        lock (_gate)
        {
            _credit -= bytes;
        }
    }

    protected async ValueTask WaitForCreditAsync(CancellationToken cancellationToken)
    {
        Task task;
        lock (_gate)
        {
            if (_credit > 0)
            {
                return;
            }

            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            task = _waiting.Task;
        }

        await task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>A stream of <typeparamref name="T"/>: items that are ready together travel together.</summary>
internal sealed class OutgoingStream<T>(IncomingCall call, ValueCodec<T> codec) : OutgoingStream
{
    private const int BatchBytes = 16 * 1024;

    private PooledBuffer? _batch;

    public async ValueTask SendAsync(IAsyncEnumerable<T> items)
    {
        CancellationToken cancellationToken = call.CancellationToken;
        call.Channel.Detach(call);
        IAsyncEnumerator<T> enumerator = items.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await MoveAsync(enumerator, cancellationToken).ConfigureAwait(false))
            {
                // An iterator need not look at its token; this is where it is left all the same.
                cancellationToken.ThrowIfCancellationRequested();
                Add(enumerator.Current);
                if (call.IsJson || _batch!.Length >= BatchBytes)
                {
                    await FlushAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await enumerator.DisposeAsync().ConfigureAwait(false);
        }

        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await WaitForCreditAsync(cancellationToken).ConfigureAwait(false);
        call.EndStream();
    }

    /// <summary>The next item. What came before it is sent when it keeps the reader waiting, or never comes.</summary>
    private ValueTask<bool> MoveAsync(IAsyncEnumerator<T> enumerator, CancellationToken cancellationToken)
    {
        ValueTask<bool> next;
        try
        {
            next = enumerator.MoveNextAsync();
        }
        catch (Exception exception)
        {
            next = ValueTask.FromException<bool>(exception);
        }

        return next.IsCompletedSuccessfully ? next : FlushFirst(next);

        async ValueTask<bool> FlushFirst(ValueTask<bool> pending)
        {
            Task<bool> moving = pending.AsTask();
            try
            {
                await FlushAsync(cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                // An iterator can only be disposed once it has stopped moving.
                await ((Task)moving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            return await moving.ConfigureAwait(false);
        }
    }

    private void Add(T item)
    {
        _batch ??= CallChannel.NewMessage();
        call.WriteValue(_batch, item, codec);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch is null)
        {
            return;
        }

        await WaitForCreditAsync(cancellationToken).ConfigureAwait(false);
        PooledBuffer batch = _batch;
        _batch = null;
        int length = batch.Length - CallChannel.FrameRoom;
        if (length > call.Channel.PeerMaxMessageBytes)
        {
            batch.Dispose();
            throw new RpcException(RpcStatus.ResourceExhausted, $"An item of {call.What} has {length} bytes, and the caller takes {call.Channel.PeerMaxMessageBytes} ({nameof(RpcLimits)}.{nameof(RpcLimits.MaxMessageBytes)} of its side).", RpcOutcome.MaybeExecuted, RpcErrorReason.OverLimit);
        }

        Spend(length);
        call.Channel.Answer(call, AnswerKind.StreamItems, batch);
    }
}
