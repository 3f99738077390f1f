using Rpc;

namespace Listings.HowTo;

/// <summary>The callers of docs/how-to/push-events.md.</summary>
public static class Readers
{
    public static async Task FollowAsync(INews news, CancellationToken cancellationToken)
    {
        #region follow
        while (true)
        {
            try
            {
                await foreach (string headline in news.FollowAsync(cancellationToken))
                {
                    Console.WriteLine(headline);
                }
            }
            catch (RpcException error) when (error.Status == RpcStatus.Unavailable)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);      // the server is gone: begin anew, by name wherever it is then
            }
        }
        #endregion
    }

    public static async Task SubscribeAsync(INews news, CancellationToken cancellationToken)
    {
        #region subscribe
        await using ISubscription subscription = await news.SubscribeAsync(new Printer());
        await Task.Delay(Timeout.Infinite, cancellationToken);             // headlines arrive meanwhile
        #endregion
    }
}

#region listener
public sealed class Printer : INewsListener
{
    public void Told(string headline) => Console.WriteLine(headline);      // an object of the caller's, called by the server
}
#endregion
