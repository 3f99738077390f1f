namespace Rpc.Calls;

/// <summary>An object to which a batch was sent: runs the calls one after another and answers all at once.</summary>
/// <param name="target">The object.</param>
/// <param name="refusalOf">Why a call of it may not be made; null for may.</param>
/// <param name="elsewhere">Runs work on a thread on which a handler may block.</param>
internal sealed class BatchTarget(CallTarget target, Func<Protocol.CallHeader, RpcException?> refusalOf, Action<Action<object?>, object?> elsewhere) : CallTarget
{
    private static readonly MethodDescriptor s_method = new("batch", "batch", "", MethodTraits.None, []);
    private static readonly HandlerPace s_pace = new();

    public CallTarget Target { get; } = target;

    public override ContractDescriptor Descriptor => Target.Descriptor;

    public override string Name => Target.Name;

    public override bool DetailedErrors => Target.DetailedErrors;

    public override MethodDescriptor MethodOf(int number) => s_method;

    public override HandlerPace PaceOf(int method) => s_pace;

    public override async ValueTask DispatchAsync(IncomingCall call)
    {
        call.ReadArguments(out BatchRequest request);
        if (request.Count > call.Channel.Limits.MaxOpenRequests)
        {
            throw new RpcException(RpcStatus.ResourceExhausted, $"A batch of {request.Count} calls, and {nameof(RpcLimits)}.{nameof(RpcLimits.MaxOpenRequests)} of this side is {call.Channel.Limits.MaxOpenRequests}. Send it in parts.", RpcOutcome.NotExecuted, RpcErrorReason.OverLimit);
        }

        var run = new BatchRun(this, call, request, refusalOf, elsewhere);
        await call.Respond(await run.RunAsync().ConfigureAwait(false), BatchRun.Answers).ConfigureAwait(false);
    }
}
