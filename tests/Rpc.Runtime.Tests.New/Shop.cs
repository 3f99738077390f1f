namespace Versions;

public sealed class Shop : IShop
{
    public Task<string> GreetAsync(string name) => Task.FromResult($"new {name}");

    public int Stock(int id) => id;

    public Item Find(int id) => id switch
    {
        -1 => throw new NoSuchItemException("none", id) { Maker = new Maker("TR", 0.5), Similar = ["a", "b"] },
        -2 => throw new BrokenItemException("broken"),
        _ => Make(id),
    };

    public Task<List<Item>> ListAsync(int count) => Task.FromResult(Enumerable.Range(0, count).Select(Make).ToList());

    public int Sum(List<Item> items) => items.Sum(item => item.Id + item.Name.Length + (item.Tags?.Count ?? 0));

    public async IAsyncEnumerable<Item> Watch(int count)
    {
        for (int i = 0; i < count; i++)
        {
            await Task.Yield();
            yield return Make(i);
        }
    }

    private static Item Make(int id) => new(id, $"item {id}", new Maker("TR", 0.5), ["a", "b"]);
}
