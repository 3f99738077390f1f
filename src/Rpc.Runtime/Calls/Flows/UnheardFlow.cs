namespace Rpc.Calls;

/// <summary>A receiver of progress that nobody listens to: reports are acknowledged unread, so that their sender goes on.</summary>
internal sealed class UnheardFlow(CallFlows owner, int place) : FlowTarget(owner, place)
{
    public override void Arrived(IncomingCall call)
    {
    }

    public override ValueTask DispatchAsync(IncomingCall call)
    {
        call.PassFlow();
        return call.Respond();
    }

    public override Task EndAsync() => Task.CompletedTask;

    public override FlowTarget For(CallFlows another) => new UnheardFlow(another, Place);
}
