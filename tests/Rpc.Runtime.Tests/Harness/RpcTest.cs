using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>One server and one client over one transport. Everything that a test makes with it is gone when the test ends.</summary>
public abstract class RpcTest(TestTransport transport) : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _owned = [];

    protected TestTransport Transport { get; } = transport;

    protected RpcServer Server { get; private set; } = null!;

    protected RpcClient Client { get; private set; } = null!;

    /// <summary>Where <see cref="Server"/> listens.</summary>
    protected RemoteUri Address { get; private set; } = null!;

    protected virtual RpcServerOptions ServerOptions => new() { DrainTimeout = TimeSpan.FromSeconds(2) };

    protected virtual RpcClientOptions ClientOptions => new();

    public virtual async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Transport.IsAvailable, $"{Transport} is not available here.");
        (Server, Address) = await StartServerAsync();
        Client = NewClient();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (IAsyncDisposable owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync().AsTask().Within();
        }
    }

    /// <summary>A further server, at an address of its own or a given one.</summary>
    protected async Task<(RpcServer Server, RemoteUri Address)> StartServerAsync(string? address = null, RpcServerOptions? options = null)
    {
        RpcServer server = Own(new RpcServer(Transport.Complete(options ?? ServerOptions)));
        return (server, await Transport.ListenAsync(server, address ?? Transport.NewAddress()));
    }

    /// <summary>A further client, with a connection of its own.</summary>
    protected RpcClient NewClient(RpcClientOptions? options = null) => Own(new RpcClient(Transport.Complete(options ?? ClientOptions)));

    /// <summary>Serves an object and gives a proxy for it.</summary>
    protected T Serve<T>(T target, ProxyOptions? options = null)
        where T : class => Client.Get<T>(Server.Add(target), options);

    /// <summary>Disposes it when the test ends.</summary>
    protected TOwned Own<TOwned>(TOwned owned)
        where TOwned : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
