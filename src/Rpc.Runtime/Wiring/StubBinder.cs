using Rpc.Calls;
using Rpc.Dispatch;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>What references mean to one client or server: its own objects, and proxies for everybody else's.</summary>
internal sealed class StubBinder(ObjectTable? objects, Func<RemoteUri?> address, Func<RpcClient> client, bool detailedErrors, ProxyHost host, ProxyOptions? options = null) : ReferenceBinder
{
    public override KnownObject? Describe(object target)
    {
        if (target is ProxyBase proxy)
        {
            return proxy.Target.Known;
        }

        return objects?.Find(target) is { } entry && address() is { } own
            ? new KnownObject(null, 0, own.WithObject(entry.Name).ToString())
            : null;
    }

    public override CallTarget CreateTarget<T>(T target, string name) =>
        new ObjectEntry(name, target, ContractRegistry.Get<T>().Dispatcher, detailedErrors, flowContext: false);

    public override T CreateProxy<T>(ReferenceLease lease) =>
        ContractRegistry.Get<T>().CreateProxy(new ReferenceTarget(lease, options ?? ProxyOptions.Default, host));

    public override T Resolve<T>(string uri)
    {
        if (!RemoteUri.TryParse(uri, out RemoteUri? parsed, out string? error))
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"A reference carries the URI {uri}, which cannot be read: {error}", reason: RpcErrorReason.Undecodable);
        }

        if (objects is not null && parsed.ObjectId is { } id && address() is { } own && own == parsed.WithoutObject() && objects.Get(id).Target is T local)
        {
            return local;
        }

        return client().Get<T>(parsed);
    }
}
