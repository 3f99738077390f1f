using Rpc;

namespace Versions;

[Remote]
public interface IShop
{
    Task<string> GreetAsync(string name);

    [Throws(typeof(NoSuchItemException))]
    [Throws(typeof(BrokenItemException))]
    Item Find(int id);

    Task<List<Item>> ListAsync(int count);

    int Sum(List<Item> items);

    IAsyncEnumerable<Item> Watch(int count);

    int Stock(int id);
}
