namespace Rpc.NameServer.Stores;

/// <summary>Keeps nothing: names live as long as the process.</summary>
public sealed class MemoryNameStore : IOwnedNameStore
{
    /// <inheritdoc/>
    public bool IsDurable => false;

    /// <inheritdoc/>
    public ValueTask LoadAsync(Action<StoredInstance> add, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask ApplyAsync(IReadOnlyList<NameChange> changes, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
