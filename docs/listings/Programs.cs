using System.Drawing;
using System.Net;
using System.Text;
using Rpc;

namespace Listings;

/// <summary>Each method is one program of the pages.</summary>
public static class Programs
{
    public static async Task ServerAsync(CancellationToken stoppingToken)
    {
        #region server
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");                      // any free port
        await server.PublishAsync<IGreeter>("server", new Greeter());       // finds the name server, registers, keeps the lease
        await server.RunAsync(stoppingToken);                               // Ctrl-C drains, unregisters, exits 0
        #endregion
    }

    public static async Task ClientAsync()
    {
        #region client
        await using var client = new RpcClient();
        IGreeter greeter = client.Get<IGreeter>("rpcname:server");          // no I/O yet: the first call resolves and connects
        Console.WriteLine(greeter.WelcomeMessage("Ali"));                   // Hi welcome Ali
        await foreach (int number in greeter.Count(to: 3))
        {
            Console.WriteLine(number);                                      // 1, 2, 3
        }
        #endregion
    }

    public static async Task DirectAsync()
    {
        #region direct
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IGreeter>(new Greeter(), "greeter");     // rpc://127.0.0.1:40123/greeter

        await using var client = new RpcClient();
        IGreeter greeter = client.Get<IGreeter>(uri);                       // or its text: no name server at all
        Console.WriteLine(await greeter.WelcomeMessageAsync("Ali"));        // Hi welcome Ali
        #endregion
    }

    public static async Task ErrorsAsync(IGreeter greeter)
    {
        #region errors
        try
        {
            await greeter.GetQuoteAsync("EUR/XXX");
        }
        catch (KeyNotFoundException error)                                  // thrown by the server, comes back as itself
        {
            Console.WriteLine(error.Message);
        }
        catch (RpcException error) when (error.Outcome == RpcOutcome.NotExecuted)
        {
            Console.WriteLine($"{error.Status}: it never ran, so try again: {error.Message}");
        }
        #endregion
    }

    public static async Task GenericAsync()
    {
        #region generic
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<IRepository<Order>>(new Repository<Order>(), "orders");

        await using var client = new RpcClient();
        IRepository<Order> orders = client.Get<IRepository<Order>>(uri);    // its contract is generated because this line names it
        await orders.SaveAsync(1, new Order("ink", 3));
        Console.WriteLine((await orders.FindAsync(1))?.Item);               // ink
        #endregion
    }

    public static async Task ThrowsAsync(IWarehouse warehouse)
    {
        #region throws
        try
        {
            await warehouse.TakeAsync("ink", 5);
        }
        catch (OutOfStockException error)                                   // the server's, with what it knows
        {
            Console.WriteLine($"{error.Message} {error.Left} left.");
        }
        #endregion
    }

    public static void Codec()
    {
        #region codec
        byte[] bytes = RpcCodec.Encode(new Quote("EUR/USD", 1.25, DateTimeOffset.UnixEpoch));
        Quote quote = RpcCodec.Decode<Quote>(bytes);
        Console.WriteLine(quote.Pair);                                      // EUR/USD
        #endregion
    }

    public static void CustomCodecs()
    {
        #region custom
        var colors = new Dictionary<IPAddress, Color> { [IPAddress.Loopback] = Color.Red };
        byte[] json = RpcCodec.EncodeJson(colors);
        Console.WriteLine(Encoding.UTF8.GetString(json));                   // [["127.0.0.1","#FFFF0000"]]
        #endregion
    }

    public static async Task AuctionAsync(IAuction auction)
    {
        #region callback
        await auction.WatchAsync(new Bidder());                             // the object stays here; a reference travels
        int highest = await auction.BidAsync("Ali", 20);                    // prints "Ali offers 20" before it returns
        Console.WriteLine(highest);
        #endregion
    }

    public static async Task CancelAsync(IGreeter greeter)
    {
        #region cancel
        using var stop = new CancellationTokenSource();
        int seen = 0;
        try
        {
            await foreach (int number in greeter.Count(to: 1_000_000, stop.Token))
            {
                seen = number;
                if (number == 3)
                {
                    await stop.CancelAsync();                               // the server's enumerator is disposed
                }
            }
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine(seen);                                        // 3
        }
        #endregion
    }

    public static async Task OptionsAsync(IGreeter greeter)
    {
        #region options
        await RemoteProxy.CheckAsync(greeter);                              // connects and compares contracts now
        IGreeter patient = RemoteProxy.With(greeter, new ProxyOptions { Timeout = TimeSpan.FromMinutes(5) });
        Console.WriteLine(await patient.WelcomeMessageAsync("Ali"));
        #endregion
    }

    public static async Task CallAsValueAsync(IGreeter greeter)
    {
        #region value
        RemoteCall<string> call = GreeterCalls.WelcomeMessage("Ali");       // not made yet
        string welcome = await RemoteProxy.InvokeAsync(greeter, call);
        Console.WriteLine(welcome);                                         // Hi welcome Ali
        #endregion
    }
}
