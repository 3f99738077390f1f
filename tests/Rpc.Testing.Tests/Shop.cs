using System.Runtime.CompilerServices;

namespace Rpc.Testing.Tests;

/// <summary>Counts what it did.</summary>
internal sealed class Shop : IShop
{
    private int _orders;

    public int Orders => Volatile.Read(ref _orders);

    public Task<int> AddAsync(int x, int y, CancellationToken cancellationToken = default) => Task.FromResult(x + y);

    public int Add(int x, int y) => x + y;

    public string Echo(string text) => text;

    public Task<byte[]> EchoBytesAsync(byte[] bytes, CancellationToken cancellationToken = default) => Task.FromResult(bytes);

    public async IAsyncEnumerable<int> CountAsync(int to, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (int i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }

    public async Task<long> SumAsync(IAsyncEnumerable<int> values, CancellationToken cancellationToken = default)
    {
        long sum = 0;
        await foreach (int value in values.WithCancellation(cancellationToken))
        {
            sum += value;
        }

        return sum;
    }

    public Task<int> OrdersAsync(CancellationToken cancellationToken = default) => Task.FromResult(Orders);

    public Task OrderAsync(string item, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _orders);
        return Task.CompletedTask;
    }
}
