using System.ComponentModel;

namespace Rpc.Stubs;

/// <summary>Where a proxy's calls go: resolves, connects and binds when the first call is made. Opaque to generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ProxyTarget
{
    private protected ProxyTarget()
    {
    }
}
