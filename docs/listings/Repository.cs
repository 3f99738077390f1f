using System.Collections.Concurrent;

namespace Listings;

public sealed class Repository<T> : IRepository<T>
{
    private readonly ConcurrentDictionary<int, T> _items = new();

    public Task<T?> FindAsync(int id) => Task.FromResult(_items.GetValueOrDefault(id));

    public Task SaveAsync(int id, T item)
    {
        _items[id] = item;
        return Task.CompletedTask;
    }
}
