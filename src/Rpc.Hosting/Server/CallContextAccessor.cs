namespace Rpc.Hosting.Server;

/// <summary>The context of the call that this thread, or this flow, serves.</summary>
internal sealed class CallContextAccessor : ICallContextAccessor
{
    public CallContext? Current => CallContext.Current;
}
