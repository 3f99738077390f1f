using Rpc;

namespace Listings;

/// <summary>The programs of docs/from-pyro.md.</summary>
public static class FromPyro
{
    public static async Task ServerAsync(CancellationToken stoppingToken)
    {
        #region server
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        await server.PublishAsync<ICart>("shop.cart", static call => new ValueTask<ICart>(new Cart(call.PeerAddress)), InstanceMode.Session);
        await server.RunAsync(stoppingToken);                               // Ctrl-C drains, takes the name off the list, exits 0
        #endregion
    }

    public static async Task ClientAsync()
    {
        #region client
        await using var client = new RpcClient();
        ICart cart = client.Get<ICart>("rpcname:shop.cart");
        await cart.AddAsync("ink");
        Console.WriteLine(await cart.CountAsync());                         // 1
        #endregion
    }

    public static async Task TagsAsync(RpcServer server, RpcClient client)
    {
        #region tags
        await server.PublishAsync<ICalculator>("calculator.cellar", new Calculator(), new PublishOptions { Tags = ["calculator", "fast"] });

        ICalculator any = client.Get<ICalculator>("rpcmeta:calculator,fast"); // has all of these tags; each call chooses
        Console.WriteLine(await any.AddAsync(2, 3));                        // 5
        #endregion
    }
}
