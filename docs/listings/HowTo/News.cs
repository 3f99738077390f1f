using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rpc;

namespace Listings.HowTo;

#region server
public sealed class News : INews
{
    private readonly ConcurrentDictionary<object, Action<string>> _followers = new();

    public int Followers => _followers.Count;

    public void Publish(string headline)
    {
        foreach ((object follower, Action<string> tell) in _followers)
        {
            try
            {
                tell(headline);
            }
            catch (RpcException)
            {
                _followers.TryRemove(follower, out _);                     // a listener that has just left
            }
        }
    }

    public async IAsyncEnumerable<string> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var waiting = Channel.CreateBounded<string>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });
        _followers[waiting] = headline => waiting.Writer.TryWrite(headline);
        try
        {
            await foreach (string headline in waiting.Reader.ReadAllAsync(cancellationToken))
            {
                yield return headline;
            }
        }
        finally
        {
            _followers.TryRemove(waiting, out _);                          // the reader has stopped, or its connection has ended
        }
    }

    public Task<ISubscription> SubscribeAsync(INewsListener listener)
    {
        var subscription = new Subscription(_followers);
        _followers[subscription] = listener.Told;
        return Task.FromResult<ISubscription>(CallContext.Current!.Lease(subscription)); // disposed by its caller, or when that is gone
    }

    private sealed class Subscription(ConcurrentDictionary<object, Action<string>> followers) : ISubscription
    {
        public ValueTask DisposeAsync()
        {
            followers.TryRemove(this, out _);
            return ValueTask.CompletedTask;
        }
    }
}
#endregion
