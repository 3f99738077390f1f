namespace Rpc.NameServer.Registry;

/// <summary>A change of names as a decision over what is there: made under the gate of a registry in memory, or in a transaction of a shared store. It refuses before it sets anything.</summary>
internal abstract class NameEdit<T>
{
    /// <summary>The names whose instances it wants to see.</summary>
    public virtual IReadOnlyCollection<string> Names => [];

    /// <summary>The leases that it wants to see.</summary>
    public virtual IReadOnlyList<long> Leases => [];

    /// <summary>The server of which it wants to see what is over.</summary>
    public virtual string? Expiring => null;

    /// <exception cref="RpcException">It is refused, and nothing was changed.</exception>
    public abstract T Make(INameEditor editor);

    protected static void Remove(INameEditor editor, RegisteredInstance instance) =>
        editor.Set(instance.Name, [.. (editor.Find(instance.Name) ?? []).Where(other => other.LeaseId != instance.LeaseId)]);
}
