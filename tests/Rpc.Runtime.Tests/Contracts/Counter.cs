using System.Runtime.CompilerServices;

namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="ICounter"/>; tells its maker when it is disposed.</summary>
public sealed class Counter(int number, Action<Counter>? disposed = null) : ICounter, IAsyncDisposable
{
    private int _value;
    private int _inside;
    private int _disposals;

    public int Number => number;

    /// <summary>Calls that ran at the same time, at most.</summary>
    public int MostInside { get; private set; }

    public int Disposals => Volatile.Read(ref _disposals);

    public int Value => Volatile.Read(ref _value);

    public int Add(int amount) => Interlocked.Add(ref _value, amount);

    public Task<int> AddAsync(int amount, CancellationToken cancellationToken = default) => Task.FromResult(Add(amount));

    public void Note(int amount) => Add(amount);

    public void NoteMuch(byte[] bytes) => Add(bytes.Length);

    public async Task<int> AddSlowlyAsync(int amount)
    {
        MostInside = Math.Max(MostInside, Interlocked.Increment(ref _inside));
        int before = _value;
        await Task.Delay(2);
        _value = before + amount;
        Interlocked.Decrement(ref _inside);
        return _value;
    }

    public int AddBlocking(int amount)
    {
        MostInside = Math.Max(MostInside, Interlocked.Increment(ref _inside));
        int before = _value;
        Thread.Sleep(2);
        _value = before + amount;
        Interlocked.Decrement(ref _inside);
        return _value;
    }

    public int Through(ICounterCaller caller, int amount) => caller.AddTo(amount);

    public async IAsyncEnumerable<int> Count(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return Add(1);
        }
    }

    public ValueTask DisposeAsync()
    {
        Interlocked.Increment(ref _disposals);
        disposed?.Invoke(this);
        return ValueTask.CompletedTask;
    }
}
