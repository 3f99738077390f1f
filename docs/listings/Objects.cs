using System.Collections.Concurrent;
using Rpc;

namespace Listings;

/// <summary>Programs of docs/objects.md.</summary>
public static class Objects
{
    public static async Task ModesAsync()
    {
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        await using var client = new RpcClient();

        #region modes
        RemoteUri carts = server.Add<ICart>(
            static call => new ValueTask<ICart>(new Cart(call.PeerAddress)),        // made for a proxy's first call
            InstanceMode.Session,
            options: new ObjectOptions { Concurrency = Concurrency.Serial });       // one call at a time, so it needs no lock

        ICart mine = client.Get<ICart>(carts);
        ICart yours = client.Get<ICart>(carts);
        await mine.AddAsync("ink");
        await mine.AddAsync("paper");
        Console.WriteLine(await mine.CountAsync());                                 // 2
        Console.WriteLine(await yours.CountAsync());                                // 0: another proxy, another cart
        await RemoteProxy.ReleaseAsync(mine);                                       // the server disposes the cart
        #endregion
    }

    public static async Task LostAsync(ICart cart)
    {
        #region lost
        try
        {
            await cart.AddAsync("ink");
        }
        catch (RpcException error) when (error.Reason == RpcErrorReason.SessionLost)
        {
            Console.WriteLine("The cart is gone. Begin another one.");              // never another cart without a word
        }
        #endregion
    }

    public static async Task HeadersAsync(IGreeter greeter)
    {
        #region headers
        using CallScope scope = CallScope.Begin(new CallOptions
        {
            Headers = new RpcHeaders { { "tenant", "north" } },                     // for the calls of this scope and no others
            CorrelationId = "order 66",                                             // follows the calls that handlers make, too
            Timeout = TimeSpan.FromSeconds(5),
        });
        Console.WriteLine(await greeter.WelcomeMessageAsync("Ali"));
        Console.WriteLine(scope.ResponseHeaders.TryGetValue("served-by", out string? by) ? by : "nobody said");
        #endregion
    }

    public static async Task InterceptorsAsync()
    {
        #region useInterceptor
        var timing = new TimingInterceptor();
        await using var server = new RpcServer(new RpcServerOptions { Interceptors = { timing } });
        #endregion
        await server.ListenAsync("rpc://127.0.0.1:0");
        await using var client = new RpcClient();
        IGreeter greeter = client.Get<IGreeter>(server.Add<IGreeter>(new Greeter()));
        await HeadersAsync(greeter);
        Console.WriteLine(timing.Calls.Count);
    }
}

#region interceptor
public sealed class TimingInterceptor : IRpcServerInterceptor
{
    public ConcurrentQueue<(string Method, TimeSpan Time)> Calls { get; } = new();

    public async ValueTask InvokeAsync(CallContext context, Func<ValueTask> next)
    {
        long start = TimeProvider.System.GetTimestamp();
        await next();                                                               // throws what the handler throws
        Calls.Enqueue((context.Method, TimeProvider.System.GetElapsedTime(start)));
        context.ResponseHeaders["served-by"] = Environment.MachineName;             // the answer has not left yet
    }
}
#endregion
