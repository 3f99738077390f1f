using Rpc;

namespace Listings.HowTo;

#region after
[Remote]
public interface IStock
{
    Task<int> ReserveAsync(string item, int count);                        // stays until nobody calls it
    Task<int> ReserveAsync(string item, int count, TimeSpan hold);         // the new one stands beside it
    Task<Reservation?> FindAsync(int id);
}

public sealed record Reservation(int Id, string Item, DateTimeOffset? Until = null); // new: at the end, with a default
#endregion
