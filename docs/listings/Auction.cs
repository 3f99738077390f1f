using Rpc;

namespace Listings;

#region auctionServer
public sealed class Auction : IAuction
{
    private readonly List<IBidder> _bidders = [];
    private int _highest;

    public Task WatchAsync(IBidder bidder)
    {
        lock (_bidders)
        {
            _bidders.Add(bidder);                         // a live proxy: it reaches the caller's own object
        }

        return Task.CompletedTask;
    }

    public Task<int> BidAsync(string name, int amount, CancellationToken cancellationToken = default)
    {
        Console.WriteLine($"{name} bids at depth {CallContext.Current?.Depth}, with a deadline: {CallContext.Current?.TimeRemaining > TimeSpan.Zero}");
        IBidder[] bidders;
        lock (_bidders)
        {
            if (amount <= _highest)
            {
                throw new ArgumentOutOfRangeException(nameof(amount), $"{amount} is not more than {_highest}.");
            }

            _highest = amount;
            bidders = [.. _bidders];
        }

        foreach (IBidder bidder in bidders)
        {
            bidder.Outbid(name, amount);                  // a call back into the caller, while its own call waits
        }

        return Task.FromResult(_highest);
    }
}
#endregion
