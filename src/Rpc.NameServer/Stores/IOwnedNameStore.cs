namespace Rpc.NameServer.Stores;

/// <summary>A store that one name server has for itself, which decides in memory and hands on what has become of it.</summary>
/// <remarks>One registry uses it, and makes one call at a time. Heartbeats are not stored: after a start every lease begins anew.</remarks>
public interface IOwnedNameStore : INameStore
{
    /// <summary>Gives every registration to <paramref name="add"/>, those of one name one after another. Called once, before anything else.</summary>
    ValueTask LoadAsync(Action<StoredInstance> add, CancellationToken cancellationToken = default);

    /// <summary>Makes changes durable, in order, all or nothing. When it has completed they survive a crash of the process and of the machine. Not called where <see cref="INameStore.IsDurable"/> is false.</summary>
    ValueTask ApplyAsync(IReadOnlyList<NameChange> changes, CancellationToken cancellationToken = default);
}
