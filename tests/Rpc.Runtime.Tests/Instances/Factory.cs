using System.Collections.Concurrent;

namespace Rpc.Runtime.Tests;

/// <summary>Makes counters and keeps all that it made.</summary>
internal sealed class Factory
{
    private int _made;

    public ConcurrentQueue<Counter> Made { get; } = new();

    /// <summary>What the next ones wait for before they are made; null for nothing.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>What the next ones fail with.</summary>
    public Exception? Failure { get; set; }

    public int Disposed => Made.Count(static counter => counter.Disposals > 0);

    public async ValueTask<ICounter> MakeAsync(CallContext context)
    {
        if (Gate is { } gate)
        {
            await gate.Task;
        }

        if (Failure is { } failure)
        {
            throw failure;
        }

        var made = new Counter(Interlocked.Increment(ref _made));
        Made.Enqueue(made);
        return made;
    }

    /// <summary>Every object was disposed once, and none twice.</summary>
    public Task AllDisposedAsync() => Patience.UntilAsync(() => Made.All(static counter => counter.Disposals == 1), "each instance was disposed once");
}
