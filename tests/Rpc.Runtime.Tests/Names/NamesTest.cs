using Rpc.Connections;
using Rpc.Naming;
using Rpc.NameServer;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Servers under names, a name server, and a client that asks it, all over TCP.</summary>
public abstract class NamesTest() : RpcTest(TestTransport.Tcp)
{
    private NameServerHost _host = null!;

    /// <summary>What the name server lists, without a connection in between.</summary>
    protected INameServer Inside => _host.Service;

    /// <summary>Where the name server is; the same after a restart.</summary>
    protected RemoteUri NameServer { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await StartNameServerAsync();
        await base.InitializeAsync();
    }

    protected override RpcClientOptions ClientOptions => new() { NameServers = [NameServer] };

    /// <summary>Starts the name server, empty.</summary>
    protected async Task StartNameServerAsync()
    {
        _host = Own(await NameServerHost.StartAsync(new NameServerOptions { Listen = NameServer ?? RemoteUri.Parse("rpc://127.0.0.1:0") }));
        NameServer ??= _host.Uri;
    }

    protected Task StopNameServerAsync() => _host.DisposeAsync().AsTask().Within();

    /// <summary>A server of one object that is listed under a name, and answers with its own.</summary>
    protected async Task<(RpcServer Server, Delivery Object, Publication Listed)> PublishAsync(string name, PublishOptions? options = null)
    {
        (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { NameServers = [NameServer], DrainTimeout = TimeSpan.FromSeconds(10) });
        var target = new Delivery();
        return (server, target, await server.PublishAsync<IDelivery>(name, target, options ?? new PublishOptions { Mode = RegisterMode.Add }));
    }

    /// <summary>Ends what a server has open without a word, as a crash does; it accepts nothing more.</summary>
    protected static async Task CrashAsync(RpcServer server)
    {
        foreach (RpcConnection connection in server.Connections)
        {
            connection.End("a test ends it");
        }

        using var now = new CancellationTokenSource(0);
        await server.StopAsync(now.Token).AsTask().Within();
    }

    /// <summary>Calls until every one of these has answered: from then on all ways are open.</summary>
    protected static async Task UntilAllAnswerAsync(IDelivery proxy, params Delivery[] targets)
    {
        for (int i = 0; Array.Exists(targets, static one => one.RunsOf("warm") == 0); i++)
        {
            Assert.True(i < 3_000, "Some instances get no calls.");
            await proxy.AskAsync("warm").Within();
            await Task.Delay(1);
        }
    }
}
