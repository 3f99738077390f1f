using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A stream among the arguments of a call: each time that the callee enumerates it, it is enumerated here.</summary>
/// <remarks>Invariant, under <c>_gate</c>: <c>_running</c> holds the enumerations that are under way, and none begins once <c>_ended</c> is set, which completes when there are none.</remarks>
internal sealed class ItemsFlow<T>(CallFlows owner, int place, IAsyncEnumerable<T> items, ValueCodec<T> codec) : FlowTarget(owner, place)
{
    /// <summary>How long the caller of a method that has returned waits for its own stream to stop.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<IncomingCall> _running = [];
    private TaskCompletionSource? _ended;

    public override void Arrived(IncomingCall call)
    {
    }

    public override async ValueTask DispatchAsync(IncomingCall call)
    {
        call.EnterFlow();

        // From here on it can be cancelled by its id.
        call.Channel.Detach(call);
        lock (_gate)
        {
            if (_ended is not null)
            {
                throw FlowErrors.CallEnded(Owner.Method.Signature);
            }

            _running.Add(call);
        }

        try
        {
            await call.RespondStreamAsync(items, codec).ConfigureAwait(false);
        }
        catch (Exception exception) when (!call.IsCancelled)
        {
            Owner.Failed(exception);
            throw;
        }
        finally
        {
            Left(call);
        }
    }

    public override async Task EndAsync()
    {
        TaskCompletionSource ended;
        lock (_gate)
        {
            ended = _ended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_running.Count == 0)
            {
                return;
            }

            // Still running, so each is still the call that came under its id.
            foreach (IncomingCall call in _running)
            {
                call.Channel.CancelServed(call.Id);
            }
        }

        await ended.Task.WaitAsync(s_patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override FlowTarget For(CallFlows another) => new ItemsFlow<T>(another, Place, items, codec);

    private void Left(IncomingCall call)
    {
        lock (_gate)
        {
            _running.Remove(call);
            if (_running.Count == 0)
            {
                _ended?.TrySetResult();
            }
        }
    }
}
