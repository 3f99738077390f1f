namespace Listings;

public sealed class Warehouse : IWarehouse
{
    public Task<int> TakeAsync(string item, int count) => count <= 2
        ? Task.FromResult(2 - count)
        : throw new OutOfStockException($"There is not enough {item}.", left: 2);
}
