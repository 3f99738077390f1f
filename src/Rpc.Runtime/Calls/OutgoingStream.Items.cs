using Rpc.Buffers;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A stream of <typeparamref name="T"/>: items that are ready together travel together.</summary>
/// <remarks>
/// Items are written one behind the other into <c>_batch</c>, which is sent when it is full, and before anything is waited for: no item is held back while its writer awaits
/// the next. A writer that blocks its thread instead is noticed by the time that an item took, and its items leave one by one.
/// </remarks>
internal sealed class OutgoingStream<T>(IncomingCall call, ValueCodec<T> codec) : OutgoingStream
{
    private const int BatchBytes = 16 * 1024;

    /// <summary>What a batch has at least before it is sent for its size, however small the reader's window is.</summary>
    private const int LeastBatchBytes = 512;

    private PooledBuffer _batch = CallChannel.NewMessage();
    private int _lastItem;

    /// <summary>When the last batch was full, or an item had taken its time: by the system's tick, a few milliseconds.</summary>
    private long _tick = Environment.TickCount64;

    public async ValueTask SendAsync(IAsyncEnumerable<T> items)
    {
        CancellationToken cancellationToken = call.CancellationToken;
        call.Channel.Detach(call);
        try
        {
            await SendItemsAsync(items.GetAsyncEnumerator(cancellationToken), cancellationToken).ConfigureAwait(false);
            await FlushAsync(cancellationToken).ConfigureAwait(false);
            await WaitForCreditAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _batch.Dispose();
        }

        call.EndStream();
    }

    private async ValueTask SendItemsAsync(IAsyncEnumerator<T> enumerator, CancellationToken cancellationToken)
    {
        try
        {
            for (bool hasCurrent = false; ;)
            {
                if (call.IsJson ? TryAddJson(enumerator, hasCurrent, cancellationToken, out ValueTask<bool> next) : TryFill(enumerator, hasCurrent, cancellationToken, out next))
                {
                    await FlushAsync(cancellationToken).ConfigureAwait(false);
                    hasCurrent = false;
                }
                else
                {
                    hasCurrent = await FlushFirstAsync(next, cancellationToken).ConfigureAwait(false);
                    if (!hasCurrent)
                    {
                        return;
                    }
                }
            }
        }
        finally
        {
            await enumerator.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes items as long as they are there at once. True when they shall be sent; else <paramref name="next"/> says how it goes on: with an item, the end, or a failure.</summary>
    private bool TryFill(IAsyncEnumerator<T> enumerator, bool hasCurrent, CancellationToken cancellationToken, out ValueTask<bool> next)
    {
        PooledBuffer batch = _batch;
        var writer = new RpcWriter(batch, call.Channel.References);
        int written = batch.Length;
        long most = Math.Clamp(Credit, LeastBatchBytes, BatchBytes);
        try
        {
            while (true)
            {
                if (hasCurrent)
                {
                    // An iterator need not look at its token; this is where it is left all the same.
                    cancellationToken.ThrowIfCancellationRequested();
                    T item = enumerator.Current;
                    codec.Write(ref writer, item);
                    codec.Release(item);
                    _lastItem = written;
                    written = batch.Length + writer.Pending;
                    long now = Environment.TickCount64;
                    if (written >= most || now != _tick)
                    {
                        _tick = now;
                        writer.Flush();
                        next = default;
                        return true;
                    }
                }

                next = enumerator.MoveNextAsync();
                if (!next.IsCompletedSuccessfully)
                {
                    writer.Flush();
                    return false;
                }

                hasCurrent = next.Result;
                if (!hasCurrent)
                {
                    next = new ValueTask<bool>(false);
                    writer.Flush();
                    return false;
                }
            }
        }
        catch (Exception exception)
        {
            // What came before it is sent, and what there is of its own bytes is not.
            writer.Flush();
            batch.Truncate(written);
            next = ValueTask.FromException<bool>(exception);
            return false;
        }
    }

    /// <summary>The same in JSON, where each item is a message.</summary>
    private bool TryAddJson(IAsyncEnumerator<T> enumerator, bool hasCurrent, CancellationToken cancellationToken, out ValueTask<bool> next)
    {
        next = default;
        try
        {
            if (hasCurrent)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _lastItem = CallChannel.FrameRoom;
                call.WriteValue(_batch, enumerator.Current, codec);
                codec.Release(enumerator.Current);
                return true;
            }

            next = enumerator.MoveNextAsync();
        }
        catch (Exception exception)
        {
            _batch.Truncate(CallChannel.FrameRoom);
            next = ValueTask.FromException<bool>(exception);
        }

        return false;
    }

    /// <summary>Waits for the next item. What came before it is sent when it keeps the reader waiting, or never comes.</summary>
    private async ValueTask<bool> FlushFirstAsync(ValueTask<bool> next, CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // An iterator can only be disposed once it has stopped moving.
            await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await next.ConfigureAwait(false);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Length == CallChannel.FrameRoom)
        {
            return;
        }

        await WaitForCreditAsync(cancellationToken).ConfigureAwait(false);
        if (!call.Channel.HasOutputRoom)
        {
            await call.Channel.WaitForOutputRoomAsync(long.MaxValue, cancellationToken).ConfigureAwait(false);
        }

        int most = call.Channel.PeerMaxMessageBytes;
        if (_batch.Length - CallChannel.FrameRoom > most && _lastItem > CallChannel.FrameRoom)
        {
            // Only together are they too long for one message.
            PooledBuffer last = CallChannel.NewMessage();
            last.Append(_batch.Written[_lastItem..]);
            _batch.Truncate(_lastItem);
            Send(last);
            await WaitForCreditAsync(cancellationToken).ConfigureAwait(false);
        }

        int length = _batch.Length - CallChannel.FrameRoom;
        if (length > most)
        {
            _batch.Truncate(CallChannel.FrameRoom);
            throw CallFailures.Refused(call.Channel, RemoteErrors.TooLong($"An item of {call.What} has", length, "the caller", most, RpcOutcome.MaybeExecuted));
        }

        Send(CallChannel.NewMessage());
    }

    /// <summary>Sends the batch and goes on with another.</summary>
    private void Send(PooledBuffer next)
    {
        PooledBuffer batch = _batch;
        _batch = next;
        Spend(batch.Length - CallChannel.FrameRoom);
        call.Channel.Answer(call, AnswerKind.StreamItems, batch);
    }
}
