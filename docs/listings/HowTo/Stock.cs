using Rpc;

namespace Listings.HowTo;

#region server
public sealed class Stock : IStock
{
    private readonly List<Reservation> _reservations = [];

    public Task<int> ReserveAsync(string item, int count) => ReserveAsync(item, count, TimeSpan.FromMinutes(15));

    public Task<int> ReserveAsync(string item, int count, TimeSpan hold)
    {
        lock (_reservations)
        {
            _reservations.Add(new Reservation(_reservations.Count + 1, item, DateTimeOffset.UtcNow + hold));
            return Task.FromResult(_reservations.Count);
        }
    }

    public Task<Reservation?> FindAsync(int id)
    {
        lock (_reservations)
        {
            return Task.FromResult(_reservations.Find(reservation => reservation.Id == id));
        }
    }
}
#endregion

/// <summary>The caller of docs/how-to/change-a-contract.md.</summary>
public static class StockReader
{
    public static async Task<int> ReserveAsync(IStock stock)
    {
        #region client
        int id;
        try
        {
            id = await stock.ReserveAsync("ink", 2, TimeSpan.FromMinutes(5));
        }
        catch (RpcException error) when (error.Status == RpcStatus.Unimplemented)      // a server of before
        {
            id = await stock.ReserveAsync("ink", 2);
        }

        Reservation? found = await stock.FindAsync(id);
        Console.WriteLine(found?.Until is null ? "no word of the time" : "held");
        #endregion
        return id;
    }
}
