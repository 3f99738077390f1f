namespace Rpc.Calls;

/// <content>Calls that wait for their turn or their instance, and handlers that are entered on a thread other than the reader's.</content>
public sealed partial class IncomingCall
{
    /// <summary>What <see cref="CallTarget.DispatchAsync"/> gives when the call has to wait for its turn or its instance: it is run again when it can go on, maybe already.</summary>
    internal static ValueTask Parked { get; } = new(new TaskCompletionSource().Task);

    /// <summary>Whether this thread is the call's, where its context is known and its handler may block.</summary>
    internal bool IsOnItsThread => s_current == this;

    /// <summary>Makes the call ready to wait, off the thread that reads: its arguments are its own, and it counts as running. Once somebody else may resume it, this thread must not touch it.</summary>
    /// <exception cref="RpcException">Too many bytes of the connection wait to be decoded.</exception>
    internal void Park()
    {
        NeedExtras().WasParked = true;
        KeepPayload();
        InlineToken = 0;
        Channel.Detach(this);
    }

    /// <summary>Runs a call that waited: whoever parked it has arranged what it waited for.</summary>
    internal void Resume() => Channel.RunBlocking(static call => ((IncomingCall)call!).Run(), this);

    /// <summary>Calls the handler on a thread of its own, or where a synchronization context says.</summary>
    internal async ValueTask RunOnAsync(SynchronizationContext? context, Func<ValueTask> handler)
    {
        KeepPayload();
        var entered = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        ExecutionContext? flow = ExecutionContext.Capture();
        void Enter()
        {
            SynchronizationContext? before = SynchronizationContext.Current;
            IncomingCall? former = s_current;
            s_current = this;
            try
            {
                SynchronizationContext.SetSynchronizationContext(context);
                entered.SetResult(handler().AsTask());
            }
            catch (Exception exception)
            {
                entered.SetException(exception);
            }
            finally
            {
                s_current = former;
                SynchronizationContext.SetSynchronizationContext(before);
            }
        }

        void EnterFlowing(object? ignored)
        {
            if (flow is null)
            {
                Enter();
            }
            else
            {
                ExecutionContext.Run(flow, static enter => ((Action)enter!)(), (Action)Enter);
            }
        }

        InlineToken = 0;
        if (context is null)
        {
            Channel.RunBlocking(EnterFlowing, null);
        }
        else
        {
            context.Post(EnterFlowing, null);
        }

        await (await entered.Task.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Keeps what the call brought beyond the reader's next input, without waiting.</summary>
    /// <exception cref="RpcException">Too many bytes of the connection wait to be decoded.</exception>
    internal void KeepPayload()
    {
        if (_payloadOwner is null)
        {
            OwnPayload(Channel.KeepUnread(_payload.Length));
        }
    }
}
