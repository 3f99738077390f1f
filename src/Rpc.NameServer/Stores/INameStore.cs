namespace Rpc.NameServer.Stores;

/// <summary>Where a name server keeps its registrations beyond its own life: an <see cref="IOwnedNameStore"/> or an <see cref="ISharedNameStore"/>. The registry in memory answers; the store remembers.</summary>
public interface INameStore : IAsyncDisposable
{
    /// <summary>False where nothing outlives the process.</summary>
    bool IsDurable { get; }
}
