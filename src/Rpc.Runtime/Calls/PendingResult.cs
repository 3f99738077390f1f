using System.Threading.Tasks.Sources;
using Rpc.Buffers;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A pending call with one result, awaited through a <see cref="ValueTask"/> or by a blocked thread. Pooled: it goes back when its result is taken.</summary>
internal class PendingResult<T> : PendingCall, IValueTaskSource<T>, IValueTaskSource
{
    private static readonly ObjectPool<PendingResult<T>> s_pool = new(256);

    private ManualResetValueTaskSourceCore<T> _core = new() { RunContinuationsAsynchronously = true };
    private ReadValue<T>? _read;
    private T? _result;
    private Exception? _error;
    private volatile bool _completed;

    protected PendingResult()
    {
    }

    public override bool IsCompleted => _completed;

    /// <summary>A call object; <paramref name="read"/> is null for a method without a result.</summary>
    public static PendingResult<T> Rent(ReadValue<T>? read, SyncWaiter? waiter)
    {
        PendingResult<T> call = s_pool.TryRent() ?? new PendingResult<T>();
        call.Expect(read, waiter);
        return call;
    }

    /// <summary>The result for a caller who awaits.</summary>
    public ValueTask<T> AsTask() => new(this, _core.Version);

    /// <summary>The end for a caller who awaits a method without a result.</summary>
    public ValueTask AsVoidTask() => new(this, _core.Version);

    /// <summary>The result for a thread that waited until <see cref="IsCompleted"/>.</summary>
    public T TakeResult()
    {
        T? result = _result;
        Exception? error = _error;
        Recycle();
        if (error is not null)
        {
            RemoteErrors.Throw(error);
        }

        return result!;
    }

    /// <summary>Gives back an object whose call was never started.</summary>
    public void Recycle()
    {
        Reset();
        _read = null;
        _result = default;
        _error = null;
        _completed = false;
        _core.Reset();
        Return();
    }

    public override bool CanContinueInline => Waiter is null;

    public override void SetReply(ReadOnlySpan<byte> body) => SetReply(body, inline: false);

    public override void SetReplyInline(ReadOnlySpan<byte> body) => SetReply(body, inline: true);

    public override void SetError(Exception error)
    {
        if (!TryTakeOver(error))
        {
            Complete(default, error, inline: false);
        }
    }

    /// <summary>What is to come, and for whom; <paramref name="waiter"/> is null for one who awaits it.</summary>
    protected void Expect(ReadValue<T>? read, SyncWaiter? waiter)
    {
        _read = read;
        Waiter = waiter;
    }

    /// <summary>Whether the failure is not the end: somebody goes on, and completes the call.</summary>
    protected virtual bool TryTakeOver(Exception error) => false;

    /// <summary>Gives the object back to its pool.</summary>
    protected virtual void Return() => s_pool.Return(this);

    private void SetReply(ReadOnlySpan<byte> body, bool inline)
    {
        T? result = default;
        Exception? error = null;
        try
        {
            CallRoute route = Route!;
            var reader = new RpcReader(body, route.Channel.References, route.Shapes);
            if (_read is not null)
            {
                result = _read(ref reader);
            }

            reader.End();
        }
        catch (Exception exception)
        {
            error = CallFailures.NotTaken(Route!.Channel.Logger, What, Uri, RemoteErrors.UndecodableResult(exception, What, Uri));
        }

        Complete(result, error, inline);
    }

    T IValueTaskSource<T>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            Recycle();
        }
    }

    void IValueTaskSource.GetResult(short token) => ((IValueTaskSource<T>)this).GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<T>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<T>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Gives the result or the failure to whoever waits.</summary>
    protected void Complete(T? result, Exception? error, bool inline)
    {
        SyncWaiter? waiter = Waiter;
        if (waiter is not null)
        {
            _result = result;
            _error = error;
            _completed = true;

            // From here on the waiting thread may have taken the result and used this object again.
            waiter.Signal();
        }
        else if (error is null)
        {
            _core.RunContinuationsAsynchronously = !inline;
            _core.SetResult(result!);
        }
        else
        {
            _core.RunContinuationsAsynchronously = !inline;
            _core.SetException(error);
        }
    }
}
