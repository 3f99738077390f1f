using Rpc;

namespace Listings;

/// <summary>The programs of docs/from-grpc.md.</summary>
public static class FromGrpc
{
    public static async Task ServerAsync(Action<RemoteUri> ready, CancellationToken stoppingToken)
    {
        #region server
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IPrices>(new Prices(), "prices");
        #endregion
        ready(uri);
        await server.RunAsync(stoppingToken);
    }

    public static async Task ClientAsync(RemoteUri uri)
    {
        #region client
        await using var client = new RpcClient();
        IPrices prices = client.Get<IPrices>(uri);
        Console.WriteLine((await prices.GetAsync("EUR/USD")).Amount);       // 1.25
        await foreach (Price price in prices.Watch("EUR/USD"))
        {
            Console.WriteLine(price.Amount);                                // 1.25
            break;                                                          // the server's enumerator is disposed
        }
        #endregion
    }

    public static async Task StatusAsync(IPrices prices)
    {
        #region status
        using CallScope scope = CallScope.Begin(new CallOptions
        {
            Timeout = TimeSpan.FromSeconds(2),                              // the deadline of the calls in this scope
            Headers = new RpcHeaders { { "tenant", "north" } },             // the metadata
        });
        try
        {
            await prices.GetAsync("EUR/XXX");
        }
        catch (RpcException error) when (error.Status == RpcStatus.NotFound)
        {
            Console.WriteLine($"{error.Message} {error.Outcome}");          // There is no price for EUR/XXX. Completed
        }
        #endregion
    }

    public static async Task StreamsAsync(IPrices prices)
    {
        async IAsyncEnumerable<Price> Morning()
        {
            await Task.Yield();
            yield return new Price("EUR/CHF", 0.95m);
            yield return new Price("EUR/GBP", 0.85m);
        }

        #region streams
        Console.WriteLine(await prices.RecordAsync(Morning()));             // 2: an IAsyncEnumerable<Price> goes to the server
        await foreach (Price price in prices.Ask(Morning().Select(static price => price.Pair)))
        {
            Console.WriteLine(price);                                       // Price { Pair = EUR/CHF, Amount = 0.95 }, while the pairs still go there
        }
        #endregion
    }
}
