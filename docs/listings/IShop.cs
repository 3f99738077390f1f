#region shop
using Rpc;

namespace Listings;

[Remote]
public interface IShop
{
    Task<Item?> FindAsync(int id, CancellationToken cancellationToken = default);

    [Idempotent]
    int Count(Coat coat, string? label = null);
}

public sealed record Item(int Id, string Name, decimal Price = 0);

public enum Coat : byte
{
    Red,
    Green,
}
#endregion
