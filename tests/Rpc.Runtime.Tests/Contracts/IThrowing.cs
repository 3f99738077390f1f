namespace Rpc.Runtime.Tests;

/// <summary>Methods that list what they throw.</summary>
[Remote]
[Throws(typeof(OutOfStockException))]
public interface IThrowing
{
    [Throws(typeof(SoldOutException))]
    [Throws(typeof(BadItemException))]
    [Throws(typeof(FragileException))]
    [Throws(typeof(KeyNotFoundException))]
    [Throws(typeof(FileNotFoundException))]
    int Throw(string kind);

    [Throws(typeof(SoldOutException))]
    Task<int> ThrowAsync(string kind, bool yields);

    [Throws(typeof(BadItemException))]
    int Stock { get; set; }

    IAsyncEnumerable<int> ThrowAfter(int items, string kind);

    [OneWay]
    void Tell(string kind);

    /// <summary>Lists nothing itself; the interface does.</summary>
    void Quietly(string kind);
}
