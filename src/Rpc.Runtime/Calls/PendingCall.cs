namespace Rpc.Calls;

/// <summary>A call that was sent and has no answer yet.</summary>
/// <remarks>
/// Invariant: a call is completed exactly once, by whoever takes it out of its channel's <see cref="PendingCallTable"/>:
/// the reader with an answer, its caller's cancellation, the clock at its deadline, or the end of the connection.
/// </remarks>
internal abstract class PendingCall
{
    private CancellationTokenRegistration _cancellation;

    /// <summary>The id on the wire; given by the table.</summary>
    public ulong Id { get; set; }

    /// <summary>The root-call chain that this call belongs to.</summary>
    public ulong Chain { get; private set; }

    /// <summary>Whether a handler makes it: a peer that drains takes such calls still.</summary>
    public bool IsNested { get; private set; }

    /// <summary>When the call fails, in milliseconds of <see cref="Environment.TickCount64"/>; <see cref="long.MaxValue"/> for never.</summary>
    public long Deadline { get; private set; }

    /// <summary>What is called, for error messages: the method's signature, of a flow with its contract.</summary>
    public string What { get; private set; } = "";

    /// <summary>The exceptions that come back as themselves.</summary>
    public IReadOnlyList<ListedException> Throws { get; private set; } = [];

    /// <summary>The object's URI, for error messages.</summary>
    public string Uri { get; private set; } = "";

    /// <summary>What is certain of the peer's work when no answer comes.</summary>
    public RpcOutcome OutcomeIfLost { get; set; } = RpcOutcome.MaybeExecuted;

    /// <summary>The thread that blocks for the answer; null when the caller awaits it.</summary>
    public SyncWaiter? Waiter { get; protected set; }

    /// <summary>The way it was sent.</summary>
    public CallRoute? Route { get; private set; }

    /// <summary>What travels beside the call while it runs; null for most.</summary>
    public CallFlows? Flows { get; private set; }

    /// <summary>Who hears of the answer's headers; null for most.</summary>
    public CallScope? Scope { get; private set; }

    /// <summary>The id under which logs name it: what a caller has set, else the chain's number.</summary>
    public string CorrelationId => CallStart.CorrelationIdOf(Scope?.Headers, Chain);

    /// <summary>Whether it is part of a call that the peer made: a peer that drains still takes it.</summary>
    public virtual bool BelongsToRunning => false;

    protected CancellationToken CallerToken { get; private set; }

    /// <summary>Whether the answer is there.</summary>
    public abstract bool IsCompleted { get; }

    public void Prepare(CallRoute route, in CallStart start, string what, CancellationToken callerToken)
    {
        Route = route;
        Uri = route.Uri;
        What = what;
        Throws = [];
        Chain = start.Chain;
        IsNested = start.Depth > 0;
        Deadline = start.Deadline;
        Scope = start.Scope;
        CallerToken = callerToken;
        start.Trace?.Took(route);
    }

    /// <inheritdoc cref="Prepare(CallRoute, in CallStart, string, CancellationToken)"/>
    public void Prepare(CallRoute route, in CallStart start, MethodDescriptor method, CancellationToken callerToken, CallFlows? flows = null)
    {
        Prepare(route, start, method.Signature, callerToken);
        Throws = method.Throws;
        Flows = flows;
        flows?.Begin(method, route.Shapes);
    }

    /// <summary>Completes with the bytes of a result. Runs on the thread that reads.</summary>
    public abstract void SetReply(ReadOnlySpan<byte> body);

    /// <summary>Whether <see cref="SetReplyInline"/> can be used: somebody awaits the result.</summary>
    public virtual bool CanContinueInline => false;

    /// <summary>The same, and what awaits the result goes on on this thread before this returns.</summary>
    public virtual void SetReplyInline(ReadOnlySpan<byte> body) => SetReply(body);

    /// <summary>Completes with a failure.</summary>
    public abstract void SetError(Exception error);

    /// <summary>Takes bytes of a stream's items; only a stream's call expects them.</summary>
    /// <returns>Whether they were expected.</returns>
    public virtual bool TryAddItems(ReadOnlySpan<byte> body) => false;

    /// <summary>Takes the end of a stream; only a stream's call expects it.</summary>
    public virtual bool TryEndStream() => false;

    /// <summary>Cancels the call when the caller's token fires. Called once, after the call is in the table.</summary>
    public void WatchCancellation()
    {
        if (CallerToken.CanBeCanceled)
        {
            _cancellation = CallerToken.UnsafeRegister(static state => ((PendingCall)state!).OnCancelled(), this);
        }
    }

    /// <summary>Waits until no cancellation callback can run any more; the object may then be used for another call.</summary>
    protected void Reset()
    {
        _cancellation.Dispose();
        _cancellation = default;
        CallerToken = default;
        Route = null;
        Flows = null;
        Scope = null;
        Waiter = null;
        OutcomeIfLost = RpcOutcome.MaybeExecuted;
    }

    private void OnCancelled()
    {
        if (Route!.Channel.Abandon(this))
        {
            CallFailures.Cancelled(Route.Channel.Logger, this);
            SetError(new OperationCanceledException($"The call of {What} at {Uri} was cancelled by its caller.", CallerToken));
        }
    }
}
