using Rpc;

namespace Listings;

#region cart
[Remote]
public interface ICart
{
    Task AddAsync(string item);
    Task<int> CountAsync();
}

public sealed class Cart(string owner) : ICart, IDisposable
{
    private readonly List<string> _items = [];

    public Task AddAsync(string item)
    {
        _items.Add(item);
        return Task.CompletedTask;
    }

    public Task<int> CountAsync() => Task.FromResult(_items.Count);

    public void Dispose() => Console.WriteLine($"The cart of {owner} with {_items.Count} items is gone.");
}
#endregion
