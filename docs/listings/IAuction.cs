using Rpc;

namespace Listings;

#region auction
[Remote]
public interface IAuction
{
    Task WatchAsync(IBidder bidder);                      // an object reference: the server calls it back
    Task<int> BidAsync(string name, int amount, CancellationToken cancellationToken = default);
}

[Remote]
public interface IBidder
{
    void Outbid(string by, int amount);
}
#endregion
