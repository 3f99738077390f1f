using Rpc;

namespace Listings.HowTo;

#region contract
[Remote]
public interface INews
{
    IAsyncEnumerable<string> FollowAsync(CancellationToken cancellationToken = default);
    Task<ISubscription> SubscribeAsync(INewsListener listener);
}

[Remote]
public interface INewsListener
{
    [OneWay] void Told(string headline);                                   // nobody waits for who listens
}

[Remote]
public interface ISubscription : IAsyncDisposable;                         // disposed: no more of it
#endregion
