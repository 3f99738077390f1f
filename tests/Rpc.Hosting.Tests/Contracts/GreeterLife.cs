using System.Collections.Concurrent;

namespace Rpc.Hosting.Tests.Contracts;

/// <summary>What has become of the greeters of one host.</summary>
internal sealed class GreeterLife
{
    private int _made;
    private int _disposed;

    public int MadeCount => Volatile.Read(ref _made);

    public int DisposedCount => Volatile.Read(ref _disposed);

    public ConcurrentQueue<string> Notes { get; } = new();

    public Func<CancellationToken, Task> BeforeGreeting { get; set; } = static _ => Task.CompletedTask;

    public int Made() => Interlocked.Increment(ref _made);

    public void Disposed() => Interlocked.Increment(ref _disposed);
}
