using Rpc.Calls;
using Rpc.Dispatch;
using Rpc.Stubs;

namespace Rpc.Wiring;

/// <summary>What references mean to one client or server: its own objects, and proxies for everybody else's.</summary>
internal sealed class StubBinder(ObjectTable? objects, Func<RemoteUri?> address, Func<RpcClient> client, bool detailedErrors, ProxyHost host, ProxyOptions? options = null, IRpcAuthorizer? authorizer = null, IReadOnlyList<IRpcServerInterceptor>? interceptors = null) : ReferenceBinder
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

    public override CallTarget CreateTarget<T>(T target, string name)
    {
        Dispatcher dispatcher = ContractRegistry.Get<T>().Dispatcher;
        AccessRule? access = AccessRule.For(dispatcher.Descriptor, objectId: "", roles: null, authorizer, own: null);
        return new ObjectEntry(name, target, new ObjectService(dispatcher, detailedErrors) { Access = access, Interceptors = interceptors ?? [] });
    }

    public override T CreateProxy<T>(ReferenceLease lease) =>
        ContractRegistry.Get<T>().CreateProxy(new ReferenceTarget(lease, options ?? ProxyOptions.Default, host));

    public override T Resolve<T>(string uri, CallChannel from)
    {
        if (!RemoteUri.TryParse(uri, out RemoteUri? parsed, out string? error))
        {
            throw new RpcException(RpcStatus.InvalidArgument, $"A reference carries the URI {uri}, which cannot be read: {error}", reason: RpcErrorReason.Undecodable);
        }

        if (objects is not null && parsed.ObjectId is { } id && address() is { } own && own == parsed.WithoutObject() && objects.Get(id, from) is { } entry)
        {
            // Whoever may not bind an object may not have a handler here call it on its behalf either, nor learn that it is there.
            _ = entry.Access?.Bind(from, entry);
            if (entry.Target is T local)
            {
                return local;
            }
        }

        return client().Get<T>(parsed);
    }
}
