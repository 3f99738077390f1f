namespace Rpc.Runtime.Tests;

public sealed class Throwing : IThrowing
{
    public static DateTimeOffset Since { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(3));

    public int Stock
    {
        get => Throw("bad");
        set => throw Make(value == 0 ? "sold out" : "out");
    }

    public int Throw(string kind) => throw Make(kind);

    public async Task<int> ThrowAsync(string kind, bool yields)
    {
        if (yields)
        {
            await Task.Yield();
        }

        throw Make(kind);
    }

    public async IAsyncEnumerable<int> ThrowAfter(int items, string kind)
    {
        for (int i = 0; i < items; i++)
        {
            await Task.Yield();
            yield return i;
        }

        throw Make(kind);
    }

    public void Tell(string kind) => throw Make(kind);

    public void Quietly(string kind) => throw Make(kind);

    private static Exception Make(string kind)
    {
        FragileException.Making = true;
        try
        {
            return kind switch
            {
                "out" => new OutOfStockException("only two", 2, new InvalidOperationException("inner")) { Order = new Order(1, "ink"), Shelves = ["a", "b"], Secret = "told", HResult = 77, HelpLink = "x" },
                "sold out" => new SoldOutException("gone", 0, Since),
                "bad" => new BadItemException("bad", nameof(kind), 4),
                "lost" => new LostException(),
                "null" => new FragileException(null!, 1),
                "unmade" => new FragileException("x", -1),
                "key" => new KeyNotFoundException("no key"),
                "file" => new FileNotFoundException("no file", "a.txt"),
                _ => new CustomException("the secret"),
            };
        }
        finally
        {
            FragileException.Making = false;
        }
    }
}
