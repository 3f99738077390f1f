using Rpc.NameServer.Stores;

namespace Rpc.NameServer.Registry;

/// <summary>Changes that are made in memory and wait for their place in the store, with what was there before.</summary>
internal sealed class PendingBatch
{
    public List<NameChange> Changes { get; } = [];

    public List<(string Name, RegisteredInstance[]? Before)> Undo { get; } = [];

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
