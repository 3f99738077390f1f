using Rpc;
using Rpc.Testing;
using Rpc.Transports;

namespace Listings;

/// <summary>The tests of docs/testing.md; in a test project each is a test, and what it prints an assertion.</summary>
public static class Testing
{
    public static async Task PairAsync()
    {
        #region pair
        await using RpcTestPair<IPayments> pair = await RpcTestPair.StartAsync<IPayments>(new Ledger());

        await pair.Proxy.PayAsync("order 1", 12.50m);                       // through codecs, frames, dispatch, and back
        Console.WriteLine(await pair.Proxy.IsPaidAsync("order 1"));         // True
        #endregion
    }

    public static async Task LostReplyAsync()
    {
        #region lost-reply
        var ledger = new Ledger();
        await using RpcTestPair<IPayments> pair = await RpcTestPair.StartAsync<IPayments>(ledger);
        var checkout = new Checkout(pair.Proxy, TimeProvider.System);
        await checkout.PayAsync("order 1", 12.50m);

        pair.Faults.Downstream.CutAfter(0);                                 // the next byte to the client cuts the connection: the reply
        await checkout.PayAsync("order 2", 12.50m);

        Console.WriteLine(string.Join(", ", ledger.Paid));                  // order 1, order 2: not paid twice
        #endregion
    }

    public static async Task LostRequestAsync()
    {
        #region lost-request
        var ledger = new Ledger();
        await using RpcTestPair<IPayments> pair = await RpcTestPair.StartAsync<IPayments>(ledger);
        var checkout = new Checkout(pair.Proxy, TimeProvider.System);
        await checkout.PayAsync("order 1", 12.50m);

        pair.Faults.Upstream.CutAfter(20);                                  // in the middle of the request: it never runs
        await checkout.PayAsync("order 2", 12.50m);

        Console.WriteLine(string.Join(", ", ledger.Paid));                  // order 1, order 2: and not forgotten
        Console.WriteLine(pair.Faults.CountOf(FaultKind.Cut));              // 1: the fault was met
        #endregion
    }

    public static async Task BackoffAsync()
    {
        #region backoff
        var clock = new ManualTime();
        var ledger = new Ledger();
        await using RpcTestPair<IPayments> pair = await RpcTestPair.StartAsync<IPayments>(ledger);
        pair.Faults.RefuseConnections = true;

        Task paying = new Checkout(pair.Proxy, clock).PayAsync("order 1", 12.50m);
        while (clock.Timers == 0)                                           // until the checkout waits for its second attempt
        {
            await Task.Delay(1);
        }

        pair.Faults.RefuseConnections = false;
        clock.Advance(TimeSpan.FromSeconds(1));                             // no test sleeps a second
        await paying;
        Console.WriteLine(string.Join(", ", ledger.Paid));                  // order 1
        #endregion
    }

    public static async Task RetriesAsync()
    {
        #region retries
        await using RpcTestPair<IPayments> pair = await RpcTestPair.StartAsync<IPayments>(new Ledger());
        await pair.Proxy.PayAsync("order 1", 12.50m);

        pair.Faults.Downstream.CutAfter(0);                                 // the reply is lost
        Console.WriteLine(await pair.Proxy.IsPaidAsync("order 1"));         // True: idempotent, so it was asked again

        pair.Faults.Downstream.CutAfter(0);
        try
        {
            await pair.Proxy.PayAsync("order 2", 12.50m);
        }
        catch (RpcException error)
        {
            Console.WriteLine(error.Outcome);                               // MaybeExecuted: paying is not repeated by itself
        }
        #endregion
    }

    public static async Task NamesAsync()
    {
        #region names
        await using RpcTestPair pair = await RpcTestPair.StartAsync();
        RpcServer second = await pair.StartServerAsync();
        await pair.Server.PublishAsync<IPayments>("payments", new Ledger());
        IPayments payments = pair.Client.Get<IPayments>("rpcname:payments");
        await payments.PayAsync("order 1", 12.50m);

        await second.PublishAsync<IPayments>("payments", new Ledger());     // takes the name over
        await pair.Server.StopAsync();
        await payments.PayAsync("order 2", 12.50m);                         // found where it is now
        #endregion
    }

    public static async Task ProxyAsync(RemoteUri uri)
    {
        #region proxy
        await using FaultyProxy proxy = FaultyProxy.Start(uri);             // rpc://127.0.0.1:9101/payments, of another process
        await using var client = new RpcClient();
        IPayments payments = client.Get<IPayments>(proxy.Through(uri));     // the same object, by the proxy's port

        proxy.Faults.InBothDirections(direction =>
        {
            direction.Delay = TimeSpan.FromMilliseconds(20);
            direction.Jitter = TimeSpan.FromMilliseconds(10);
            direction.Loss = 0.01;                                          // of the packets: they come 200 ms later
        });
        await payments.PayAsync("order 1", 12.50m);
        Console.WriteLine(proxy.Faults.FaultsInjected > 0);                 // True
        #endregion
    }

    public static async Task SocketsAsync()
    {
        #region sockets
        using var faults = new NetworkFaults(seed: 42);
        await using var server = new RpcServer();
        RemoteUri address = await server.ListenAsync("rpc://127.0.0.1:0");
        await using var client = new RpcClient(new RpcClientOptions { Connect = faults.Connect });
        IPayments payments = client.Get<IPayments>(server.Add<IPayments>(new Ledger()));

        faults.InBothDirections(direction => direction.FragmentBytes = 1);  // every byte comes alone
        await payments.PayAsync("order 1", 12.50m);
        #endregion
        Console.WriteLine(address.Scheme);
    }

    public static async Task HandedInAsync(ITransportListener listener, Func<CancellationToken, Stream> open)
    {
        #region handed-in
        await using var server = new RpcServer();
        RemoteUri address = await server.ListenAsync(listener, RemoteUri.Parse("rpc+mem://tunnel"));
        await using var client = new RpcClient(new RpcClientOptions
        {
            Connect = attempt => attempt.Address == address
                ? TransportConnection.Over(open(attempt.Abort), "tunnel")   // any duplex stream, or pipes
                : attempt.Connect(),                                        // what the scheme stands for
        });
        #endregion
        await client.Get<IPayments>(server.Add<IPayments>(new Ledger())).PayAsync("order 1", 12.50m);
    }
}
