namespace Rpc.Calls;

/// <summary>Refuses live objects: a call that was kept runs when nobody holds them any more.</summary>
internal sealed class KeptCallReferences : ReferenceBinder
{
    public static readonly KeptCallReferences Instance = new();

    public override KnownObject? Describe(object target) => throw Refused();

    public override CallTarget CreateTarget<T>(T target, string name) => throw Refused();

    public override T CreateProxy<T>(ReferenceLease lease) => throw Refused();

    public override T Resolve<T>(string uri, CallChannel from) => throw Refused();

    private static RpcException Refused() => new(RpcStatus.FailedPrecondition, "A live object cannot be part of a task: it has to be reachable when the task runs or its result is read. Pass its URI as a string instead.");
}
