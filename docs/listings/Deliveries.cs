using Rpc;

namespace Listings;

/// <summary>What callers do about servers that fail or are slow.</summary>
public static class Deliveries
{
    public static async Task RetryAsync(RemoteUri uri)
    {
        #region retry
        await using var client = new RpcClient(new RpcClientOptions
        {
            Proxy = new ProxyOptions { Retry = new RetryOptions { MaxAttempts = 6, MaxDelay = TimeSpan.FromSeconds(2) } }, // all its proxies
        });
        IGreeter greeter = client.Get<IGreeter>(uri);
        IGreeter once = RemoteProxy.With(greeter, new ProxyOptions { Retry = RetryOptions.None });                         // this one never
        Console.WriteLine(await once.WelcomeMessageAsync("Ali"));
        #endregion
    }

    public static async Task HedgeAsync(IGreeter greeter)
    {
        #region hedge
        IGreeter hasty = RemoteProxy.With(greeter, new ProxyOptions { Hedge = new HedgeOptions { Delay = TimeSpan.FromMilliseconds(50) } });
        Quote quote = await hasty.GetQuoteAsync("EUR/USD");                 // made once more if there is no answer after 50 ms
        Console.WriteLine(quote.Rate);                                      // 1.25
        #endregion
    }

    public static async Task BatchAsync(RpcClient client, IGreeter greeter)
    {
        #region batch
        await using RpcBatch batch = client.CreateBatch(greeter);
        BatchResult<string> welcome = batch.Add(GreeterCalls.WelcomeMessage("Ali"));
        BatchResult<Quote> unknown = batch.Add(GreeterCalls.GetQuote("EUR/XXX"));
        BatchResult<Quote> never = batch.Add(GreeterCalls.GetQuote("EUR/USD"));
        await batch.SendAsync(BatchMode.StopAtFirstError);                  // one message; or BatchMode.RunAll
        Console.WriteLine(welcome.Value);                                   // Hi welcome Ali
        Console.WriteLine(unknown.Error?.Message);                          // No quote for EUR/XXX.
        Console.WriteLine(never.Outcome);                                   // NotExecuted: it never ran
        #endregion
    }

    public static async Task WatchAsync(RemoteUri uri)
    {
        #region connections
        await using var client = new RpcClient();
        client.ConnectionChanged += (_, change) => Console.WriteLine($"{change.Connection.State} after {change.Connection.ConsecutiveFailures} failures");
        await client.Get<IGreeter>(uri).GetQuoteAsync("EUR/USD");           // Connecting, Connected
        foreach (RpcConnectionInfo connection in client.GetConnections())
        {
            Console.WriteLine($"{connection.Address}: {connection.State}, next attempt {connection.NextAttempt}, {connection.LastError}");
        }
        #endregion
    }

    public static async Task InterceptAsync(RemoteUri uri)
    {
        #region intercept
        var options = new RpcClientOptions();
        options.Interceptors.Add(new SlowCalls(TimeSpan.FromSeconds(1)));
        await using var client = new RpcClient(options);
        await client.Get<IGreeter>(uri).GetQuoteAsync("EUR/USD");
        #endregion
    }
}
