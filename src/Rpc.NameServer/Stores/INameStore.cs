namespace Rpc.NameServer.Stores;

/// <summary>Where a name server keeps its registrations beyond its own life. The registry in memory answers; the store remembers.</summary>
/// <remarks>One registry uses a store, and makes one call at a time. Heartbeats are not stored: after a start every lease begins anew.</remarks>
public interface INameStore : IAsyncDisposable
{
    /// <summary>False where nothing outlives the process: then <see cref="ApplyAsync"/> is never called.</summary>
    bool IsDurable { get; }

    /// <summary>Gives every registration to <paramref name="add"/>, in any order. Called once, before anything else.</summary>
    ValueTask LoadAsync(Action<StoredInstance> add, CancellationToken cancellationToken = default);

    /// <summary>Makes changes durable, in order, all or nothing. When it has completed they survive a crash of the process and of the machine.</summary>
    ValueTask ApplyAsync(IReadOnlyList<NameChange> changes, CancellationToken cancellationToken = default);
}
