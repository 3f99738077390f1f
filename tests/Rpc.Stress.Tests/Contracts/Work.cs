using System.Runtime.CompilerServices;

namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="IWork"/>; counts what came in and what ended.</summary>
public sealed class Work : IWork
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;
    private int _begun;
    private int _cancelled;
    private int _posted;
    private int _produced;

    /// <summary>Handlers that have reached the gate.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Handlers that wait for their token, or did.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Those of them whose token has fired.</summary>
    public int Cancelled => Volatile.Read(ref _cancelled);

    public int Posted => Volatile.Read(ref _posted);

    /// <summary>Items of streams that were made.</summary>
    public int Produced => Volatile.Read(ref _produced);

    public bool IsOpen => _gate.Task.IsCompleted;

    public void Open() => _gate.TrySetResult();

    public long Echo(long x, CancellationToken cancellationToken = default) => x;

    public ValueTask<long> EchoAsync(long x, CancellationToken cancellationToken = default) => new(x);

    public long EchoLater(long x, int milliseconds, CancellationToken cancellationToken = default)
    {
        Thread.Sleep(milliseconds);
        return x;
    }

    public async Task<long> EchoLaterAsync(long x, int milliseconds, CancellationToken cancellationToken = default)
    {
        await Task.Delay(milliseconds, cancellationToken);
        return x;
    }

    public byte[] Body(byte[] body) => body;

    public Task<byte[]> BodyAsync(byte[] body, CancellationToken cancellationToken = default) => Task.FromResult(body);

    public Task<byte[]> MakeAsync(int size, byte value)
    {
        byte[] block = new byte[size];
        block.AsSpan().Fill(value);
        return Task.FromResult(block);
    }

    public long Hold(long x)
    {
        Interlocked.Increment(ref _held);
        _gate.Task.Wait();
        return x;
    }

    public long HoldAsleep(long x)
    {
        Interlocked.Increment(ref _held);
        while (!IsOpen)
        {
            Thread.Sleep(5);
        }

        return x;
    }

    public Task<long> HoldFirstAsync(long x) => Task.FromResult(Hold(x));

    public async Task<long> HoldAsync(long x)
    {
        Interlocked.Increment(ref _held);
        await _gate.Task;
        return x;
    }

    public void UntilCancelled(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _begun);
        cancellationToken.WaitHandle.WaitOne();
        Interlocked.Increment(ref _cancelled);
        cancellationToken.ThrowIfCancellationRequested();
    }

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

    public void Post(byte[] body) => Interlocked.Increment(ref _posted);

    public ValueTask PostAsync(byte[] body)
    {
        Post(body);
        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<byte[]> Blocks(int size, int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            Interlocked.Increment(ref _produced);
            byte[] block = new byte[size];
            block.AsSpan().Fill((byte)i);
            yield return block;
        }
    }
}
