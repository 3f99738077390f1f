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
            while (true)
            {
                ValueTask<bool> next = enumerator.MoveNextAsync();
                if (!next.IsCompleted)
                {
                    await FlushAsync(cancellationToken).ConfigureAwait(false);
                }

                if (!await next.ConfigureAwait(false))
                {
                    break;
                }

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
