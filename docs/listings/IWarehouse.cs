using Rpc;

namespace Listings;

#region throws
[Remote]
public interface IWarehouse
{
    [Throws(typeof(OutOfStockException))]
    [Timeout(5_000)]
    Task<int> TakeAsync(string item, int count);
}

public sealed class OutOfStockException(string message, int left) : Exception(message)
{
    public int Left { get; } = left;                       // comes back through the constructor
}
#endregion
