using Rpc.Naming;

namespace Rpc.Testing;

/// <summary>One registration of a <see cref="MemoryNames"/>.</summary>
internal sealed class ListedName(long lease, NameInstance instance)
{
    public long Lease { get; } = lease;

    public NameInstance Instance { get; set; } = instance;

    /// <summary>When it is taken off without a heartbeat.</summary>
    public DateTimeOffset Due { get; private set; }

    public void Renew(DateTimeOffset now) => Due = Instance.LeaseSeconds == 0 ? DateTimeOffset.MaxValue : now.AddSeconds(Instance.LeaseSeconds);
}
