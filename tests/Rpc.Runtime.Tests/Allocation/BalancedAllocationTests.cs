using Rpc.NameServer;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>The suite over a name with two instances: each call chooses one, and allocates nothing either.</summary>
public sealed class BalancedAllocationTests() : ZeroAllocationSuite(TestTransport.Tcp)
{
    private NameServerHost _host = null!;

    protected override RpcClientOptions ClientOptions => new() { NameServers = [_host.Uri] };

    public override async ValueTask InitializeAsync()
    {
        _host = Own(await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") }));
        await base.InitializeAsync();
    }

    protected override async Task<IBlittables> ProxyAsync()
    {
        for (int i = 0; i < 2; i++)
        {
            (RpcServer server, _) = await StartServerAsync(options: new RpcServerOptions { NameServers = [_host.Uri] });
            await server.PublishAsync<IBlittables>("b", new Blittables(), new PublishOptions { Mode = RegisterMode.Add });
        }

        IBlittables proxy = Client.Get<IBlittables>("rpcname:b");
        await Patience.UntilAsync(() => proxy.Add(1, 2) == 3 && Client.Connections.Count == 3, "both are called, and the name server");
        return proxy;
    }
}
