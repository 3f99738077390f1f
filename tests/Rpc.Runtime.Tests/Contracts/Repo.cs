using System.Runtime.CompilerServices;

[assembly: Rpc.RemoteInstance(typeof(Rpc.Runtime.Tests.IRepo<Dictionary<string, int>>))]

namespace Rpc.Runtime.Tests;

public class Repo<T> : IRepo<T>
    where T : notnull
{
    private readonly List<T> _items = [];

    public int Count => _items.Count;

    public Task<T?> GetAsync(int place) => Task.FromResult(place < _items.Count ? _items[place] : default);

    public Task SaveAsync(T item)
    {
        _items.Add(item);
        return Task.CompletedTask;
    }

    public T[] Some(params T[] items) => [.. items.Reverse()];

    public async IAsyncEnumerable<T> All([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (T item in _items)
        {
            await Task.Yield();
            yield return item;
        }
    }
}
