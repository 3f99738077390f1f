using System.ComponentModel;
using Rpc.Calls;
using Rpc.Dispatch;

namespace Rpc.Stubs;

/// <summary>The generated half of a <c>[Remote]</c> interface: makes proxies and gives the dispatcher.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Contract<T>
    where T : class
{
    /// <summary>Methods, types and fingerprint.</summary>
    public abstract ContractDescriptor Descriptor { get; }

    /// <summary>The dispatcher of the interface; one for all objects.</summary>
    public abstract Dispatcher Dispatcher { get; }

    /// <summary>A new proxy that sends its calls through <paramref name="target"/>.</summary>
    public abstract T CreateProxy(ProxyTarget target);
}
