namespace Rpc.NameServer.Registry;

/// <summary>A change that waits for a transaction of the shared store.</summary>
internal abstract class SharedWrite
{
    public abstract IReadOnlyCollection<string> Names { get; }

    public abstract IReadOnlyList<long> Leases { get; }

    public abstract string? Expiring { get; }

    /// <summary>Makes it; a refusal is kept for <see cref="Succeed"/>.</summary>
    public abstract void Make(INameEditor editor);

    /// <summary>Tells the caller what has become of it.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception error);
}
