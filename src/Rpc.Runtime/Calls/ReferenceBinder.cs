namespace Rpc.Calls;

/// <summary>What a reference table needs to know of contracts and proxies; implemented where those are known.</summary>
internal abstract class ReferenceBinder
{
    /// <summary>Where a proxy's object is, or where an object of this side is published; null for an object that is only known here.</summary>
    public abstract KnownObject? Describe(object target);

    /// <summary>Makes an object of this side callable through <typeparamref name="T"/>.</summary>
    public abstract CallTarget CreateTarget<T>(T target, string name)
        where T : class;

    /// <summary>A proxy for an object that the peer exported.</summary>
    public abstract T CreateProxy<T>(ReferenceLease lease)
        where T : class;

    /// <summary>The object of this side with that URI, or a proxy for the one elsewhere.</summary>
    /// <exception cref="RpcException">It is an object of this side that the peer, which sent the URI, may not bind.</exception>
    public abstract T Resolve<T>(string uri, CallChannel from)
        where T : class;
}

/// <summary>Where an object is: on a channel under a reference, or at a URI.</summary>
internal readonly record struct KnownObject(CallChannel? Channel, ulong Reference, string Uri);
