namespace Versions;

public sealed class Shop : IShop
{
    public Item Find(int id) => id < 0 ? throw new NoSuchItemException("none", id) : Make(id);

    public Task<List<Item>> ListAsync(int count) => Task.FromResult(Enumerable.Range(0, count).Select(Make).ToList());

    public int Sum(List<Item> items) => items.Sum(item => item.Id + item.Name.Length);

    public async IAsyncEnumerable<Item> Watch(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return Make(i);
        }
    }

    private static Item Make(int id) => new(id, $"item {id}");
}
