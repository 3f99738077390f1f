namespace Rpc.Gateway.Tests;

/// <summary>A shop under a name, and somebody who calls it.</summary>
internal sealed class ServedShop : IAsyncDisposable
{
    private readonly RpcServer _server;
    private readonly RpcClient _client = new();
    private readonly RemoteUri _uri;

    private ServedShop(RpcServer server, RemoteUri uri)
    {
        _server = server;
        _uri = uri;
    }

    public static async Task<ServedShop> StartAsync(RemoteUri nameServer, string name)
    {
        var server = new RpcServer(new RpcServerOptions { NameServers = [nameServer] });
        await server.ListenAsync("rpc://127.0.0.1:0");
        Publication published = await server.PublishAsync<IShop>(name, new Shop(), new PublishOptions { Tags = ["eu"] });
        return new ServedShop(server, published.Uri);
    }

    /// <summary>Calls some thirty times a second; one in four fails.</summary>
    public async Task CallUntilAsync(CancellationToken end)
    {
        IShop shop = _client.Get<IShop>(_uri);
        for (int i = 0; !end.IsCancellationRequested; i++)
        {
            await shop.AddAsync(i);
            if (i % 4 == 0)
            {
                await Assert.ThrowsAsync<DivideByZeroException>(() => shop.DivideAsync(1, 0));
            }

            await Task.Delay(30, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }
}
