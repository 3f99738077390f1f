using System.Collections.Concurrent;

namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="ILedger"/>.</summary>
public sealed class Ledger : ILedger
{
    /// <summary>How often each payment and each note ran; those that may be repeated are not counted.</summary>
    public ConcurrentDictionary<long, int> Runs { get; } = new();

    public long Pay(long id, CancellationToken cancellationToken = default)
    {
        Ran(id);
        return id;
    }

    public async Task<long> PayAsync(long id, CancellationToken cancellationToken = default)
    {
        Ran(id);
        await Task.Delay((int)(id % 3), CancellationToken.None);
        return id;
    }

    public long Ask(long id, CancellationToken cancellationToken = default) => id;

    public async Task<long> AskAsync(long id, CancellationToken cancellationToken = default)
    {
        await Task.Delay((int)(id % 3), CancellationToken.None);
        return id;
    }

    public ValueTask NoteAsync(long id)
    {
        Ran(id);
        return ValueTask.CompletedTask;
    }

    private void Ran(long id) => Runs.AddOrUpdate(id, 1, static (_, runs) => runs + 1);
}
