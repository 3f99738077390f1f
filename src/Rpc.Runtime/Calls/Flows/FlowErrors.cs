namespace Rpc.Calls;

/// <summary>The sentences in which failures of flows are told.</summary>
internal static class FlowErrors
{
    public static RpcException NotInJson() =>
        new(RpcStatus.FailedPrecondition, "Streams, bodies and receivers of progress travel in calls of proxies only: not in JSON, and not in stored calls.");

    public static RpcException CallEnded(string what) =>
        new(RpcStatus.FailedPrecondition, $"The call of {what} has ended, and the streams among its arguments with it. Read them before the method returns.");

    public static RpcException NoSuchFlow(ulong request) =>
        new(RpcStatus.NotFound, $"The call {request} has ended, or has no such stream among its arguments.", RpcOutcome.NotExecuted);
}
