using Rpc;

namespace Listings;

#region generic
[Remote]
public interface IRepository<T>
{
    Task<T?> FindAsync(int id);
    Task SaveAsync(int id, T item);
}

public record Order(string Item, int Count);
#endregion
