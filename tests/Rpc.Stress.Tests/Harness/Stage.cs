using System.Globalization;
using Rpc.Connections;

namespace Rpc.Stress.Tests;

/// <summary>A server, a client, and the callers of one test. Everything is gone when the test ends.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly TestTransport _transport;
    private readonly List<IAsyncDisposable> _owned = [];
    private readonly List<RpcServer> _servers = [];
    private readonly List<RpcClient> _clients = [];

    private Stage(TestTransport transport)
    {
        _transport = transport;
        string? given = Environment.GetEnvironmentVariable("RPC_STRESS_SEED");
        Seed = given is null ? Random.Shared.Next(1_000_000) : int.Parse(given, CultureInfo.InvariantCulture);
        Crew = new Crew(Seed, State);
    }

    public int Seed { get; }

    public Crew Crew { get; }

    public RpcServer Server => _servers[0];

    public RpcClient Client => _clients[0];

    /// <summary>Every connection that is open on either side.</summary>
    public IEnumerable<RpcConnection> Connections => _clients.SelectMany(static c => c.Connections).Concat(_servers.SelectMany(static s => s.Connections));

    public static async Task<Stage> StartAsync(TestTransport transport, RpcLimits? limits = null)
    {
        Assert.SkipUnless(transport.IsAvailable, $"{transport} is not available here.");
        var stage = new Stage(transport);
        await stage.NewServerAsync(limits);
        stage.NewClient(limits);
        return stage;
    }

    public async Task<RpcServer> NewServerAsync(RpcLimits? limits = null)
    {
        RpcServer server = Own(new RpcServer(_transport.Complete(new RpcServerOptions { DrainTimeout = TimeSpan.FromSeconds(1), Limits = limits ?? new RpcLimits() })));
        _servers.Add(server);
        _clients.Add(server.Client);
        await _transport.ListenAsync(server, _transport.NewAddress());
        return server;
    }

    public RpcClient NewClient(RpcLimits? limits = null)
    {
        RpcClient client = Own(new RpcClient(_transport.Complete(new RpcClientOptions { Limits = limits ?? new RpcLimits() })));
        _clients.Insert(0, client);
        return client;
    }

    /// <summary>Serves an object and gives a proxy for it.</summary>
    public T Serve<T>(T target, ProxyOptions? options = null)
        where T : class => Client.Get<T>(Server.Add(target), options);

    public TOwned Own<TOwned>(TOwned owned)
        where TOwned : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    public async ValueTask DisposeAsync()
    {
        Crew.Stop();
        foreach (IAsyncDisposable owned in Enumerable.Reverse(_owned))
        {
            await owned.DisposeAsync().AsTask().Within();
        }
    }

    private string State() => string.Join(Environment.NewLine, Connections.Select(static c => $"  {c.PeerAddress}: {c.PendingCalls} calls wait, {c.RunningHandlers} handlers run, {c.UnsentBytes} bytes unsent"));
}
