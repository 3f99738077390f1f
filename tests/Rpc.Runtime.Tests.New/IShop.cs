using Rpc;

namespace Versions;

[Remote]
public interface IShop
{
    Task<string> GreetAsync(string name);

    Item Find(int id);

    Task<List<Item>> ListAsync(int count);

    int Sum(List<Item> items);

    IAsyncEnumerable<Item> Watch(int count);

    int Stock(int id);
}
