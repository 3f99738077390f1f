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
}
