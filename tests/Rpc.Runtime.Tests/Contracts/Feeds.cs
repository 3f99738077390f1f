namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IFeeds"/>.</summary>
public sealed class Feeds : IFeeds, IDisposable
{
    private readonly SemaphoreSlim _gate = new(0);

    public void Dispose() => _gate.Dispose();

    public async IAsyncEnumerable<int> Fast(int count)
    {
        await Task.CompletedTask;
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    public async IAsyncEnumerable<int> Gated(int count)
    {
        for (int i = 0; i < count; i++)
        {
            yield return i;
            await _gate.WaitAsync();
        }
    }

    public async IAsyncEnumerable<int> Blocked(int count)
    {
        await Task.Yield();
        for (int i = 0; i < count; i++)
        {
            Thread.Sleep(50);
            yield return i;
            _gate.Wait();
        }
    }

    public void Go() => _gate.Release();

    public async IAsyncEnumerable<byte[]> Sized(int[] sizes)
    {
        await Task.CompletedTask;
        foreach (int size in sizes)
        {
            yield return new byte[size];
        }
    }

    public async IAsyncEnumerable<int> FailsAfter(int count)
    {
        await foreach (int item in Fast(count))
        {
            yield return item;
        }

        throw new InvalidOperationException("broken on purpose");
    }

    public async IAsyncEnumerable<string> NullAfter(int count)
    {
        await foreach (int item in Fast(count))
        {
            yield return $"{item}";
        }

        yield return null!;
    }
}
