using Rpc;

namespace Versions;

[Remote]
public interface IShop
{
    [Throws(typeof(NoSuchItemException))]
    Item Find(int id);

    Task<List<Item>> ListAsync(int count);

    int Sum(List<Item> items);

    IAsyncEnumerable<Item> Watch(int count);
}
