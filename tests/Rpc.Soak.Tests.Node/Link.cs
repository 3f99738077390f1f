namespace Rpc.Soak.Tests.Node;

/// <summary>A client with its proxies, which can be dropped with all connections and made anew while calls are under way. Thread-safe.</summary>
internal sealed class Link : IAsyncDisposable
{
    private static readonly ProxyOptions s_options = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _nameServer;
    private readonly IReadOnlyList<string> _uris;
    private Ways _current;

    public Link(string nameServer, IReadOnlyList<string> uris)
    {
        _nameServer = nameServer;
        _uris = uris;
        _current = Make();
    }

    public IReadOnlyList<IWork> All => Volatile.Read(ref _current).Proxies;

    public IWork Any(Random random) => All[random.Next(All.Count)];

    /// <summary>Ends all connections under the calls that use them.</summary>
    public async Task DropAsync()
    {
        Ways old = Interlocked.Exchange(ref _current, Make());
        await old.Client.DisposeAsync();
    }

    public ValueTask DisposeAsync() => Volatile.Read(ref _current).Client.DisposeAsync();

    private Ways Make()
    {
        var client = new RpcClient(new RpcClientOptions
        {
            NameServers = [RemoteUri.Parse(_nameServer)],
            Limits = new RpcLimits { KeepAliveInterval = TimeSpan.FromMilliseconds(700), HandshakeTimeout = TimeSpan.FromSeconds(3) },
        });
        return new Ways(client, [.. _uris.Select(uri => client.Get<IWork>(uri, s_options))]);
    }

    private sealed record Ways(RpcClient Client, IWork[] Proxies);
}
