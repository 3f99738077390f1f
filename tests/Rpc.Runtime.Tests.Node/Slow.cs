namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="ISlow"/>; tells what has begun and what was cancelled.</summary>
public sealed class Slow : ISlow, IDisposable
{
    private readonly TaskCompletionSource<int> _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;
    private int _cancelled;

    public int Begun => Volatile.Read(ref _begun);

    public int Cancelled => Volatile.Read(ref _cancelled);

    public async Task UntilCancelledAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _begun);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _cancelled);
        }
    }

    public void UntilCancelled(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _begun);
        cancellationToken.WaitHandle.WaitOne();
        Interlocked.Increment(ref _cancelled);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public async Task<int> StubbornAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _begun);
        await using CancellationTokenRegistration registration = cancellationToken.Register(() => Interlocked.Increment(ref _cancelled));
        return await _release.Task;
    }

    public int Stubborn(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _begun);
        using CancellationTokenRegistration registration = cancellationToken.Register(() => Interlocked.Increment(ref _cancelled));
        return _release.Task.GetAwaiter().GetResult();
    }

    public Task<int> BlocksFirstAsync()
    {
        Interlocked.Increment(ref _begun);
        return Task.FromResult(_release.Task.GetAwaiter().GetResult());
    }

    public void Release() => _release.TrySetResult(1);

    public int Sleep(int milliseconds)
    {
        Interlocked.Increment(ref _begun);
        Thread.Sleep(milliseconds);
        return milliseconds;
    }

    public int Quick(int x) => x;

    public ValueTask<int> QuickAsync(int x, CancellationToken cancellationToken = default) => new(x);

    public int Ask(int x) => x;

    public Task<int> AskAsync(int x, CancellationToken cancellationToken = default) => Task.FromResult(x);

    public double Remaining() => CallContext.Current!.TimeRemaining.TotalMilliseconds;

    public void Dispose() => Release();
}
