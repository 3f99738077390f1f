using Rpc.Hosting.Tests.Contracts;

namespace Rpc.Hosting.Tests.Telemetry;

/// <summary>A greeter that is served, and a proxy for it that has been called: nothing has to be connected any more.</summary>
internal sealed class ServedGreeter : IAsyncDisposable
{
    private readonly RpcServer _server;

    private ServedGreeter(RpcServer server, RpcClient client, RemoteUri uri)
    {
        _server = server;
        Client = client;
        Uri = uri;
        Greeter = client.Get<IGreeter>(uri);
    }

    public GreeterLife Life { get; private set; } = null!;

    public RpcClient Client { get; }

    public RemoteUri Uri { get; }

    public RemoteUri Address => Uri.WithoutObject();

    public IGreeter Greeter { get; }

    public static async Task<ServedGreeter> StartAsync(string address)
    {
        var server = new RpcServer();
        var life = new GreeterLife();
        var client = new RpcClient();
        await server.ListenAsync(address);
        RemoteUri uri = server.Add<IGreeter>(new Greeter(life, new Accessor()), "greeter");
        var served = new ServedGreeter(server, client, uri) { Life = life };
        await served.Greeter.CountAsync();
        return served;
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _server.DisposeAsync();
    }

    private sealed class Accessor : ICallContextAccessor
    {
        public CallContext? Current => CallContext.Current;
    }
}
