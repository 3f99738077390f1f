using System.Net.Sockets;
using Listings;
using Rpc.NameServer;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>Runs what the pages for those who come from other systems show.</summary>
[Collection("console")]
public sealed class MigrationListingTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_session_by_name_as_from_pyro()
    {
        await using NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") });
        Environment.SetEnvironmentVariable("RPC_NS", names.Uri.ToString());
        using CancellationTokenSource stop = new();
        Task server = FromPyro.ServerAsync(stop.Token);
        await using RpcClient probe = new();
        await probe.Names.WaitAsync(RemoteUri.Parse("rpcname:shop.cart"), s_patience);

        Assert.StartsWith("1\n", await PrintedAsync(FromPyro.ClientAsync), StringComparison.Ordinal);

        await stop.CancelAsync();
        await server.WaitAsync(s_patience);
    }

    [Fact]
    public Task The_four_kinds_of_streaming_deadlines_headers_and_statuses_as_from_grpc() => ServedAsync(FromGrpc.ServerAsync, async uri =>
    {
        Assert.Equal("1.25\n1.25\n", await PrintedAsync(() => FromGrpc.ClientAsync(uri)));
        await using RpcClient client = new();
        IPrices prices = client.Get<IPrices>(uri);
        Assert.Equal("There is no price for EUR/XXX. Completed\n", await PrintedAsync(() => FromGrpc.StatusAsync(prices)));
        Assert.Equal(
            "2\nPrice { Pair = EUR/CHF, Amount = 0.95 }\nPrice { Pair = EUR/GBP, Amount = 0.85 }\n",
            await PrintedAsync(() => FromGrpc.StreamsAsync(prices)));
    });

    [Fact]
    public Task Faults_callbacks_and_sessions_as_from_wcf() => ServedAsync(FromWcf.ServerAsync, async uri => Assert.Equal(
        "Done: 30\n70\nThe account north does not cover this. 30 missing.\n", await PrintedAsync(() => FromWcf.ClientAsync(uri))));

    [Fact]
    public async Task Unix_sockets_and_named_pipes_as_from_streamjsonrpc()
    {
        Assert.SkipUnless(Socket.OSSupportsUnixDomainSockets, "This system has no Unix sockets.");
        using TemporaryFolder folder = new();
        string path = folder.File("calculator.sock");
        await ServedAsync(
            (ready, token) => FromStreamJsonRpc.ServerAsync(path, () => ready(RemoteUri.Parse($"rpc+unix://{path}")), token),
            async _ => Assert.Equal("5\n", await PrintedAsync(() => FromStreamJsonRpc.ClientAsync(path))));
        Assert.Equal("5\n", await PrintedAsync(() => FromStreamJsonRpc.PipesAsync($"rpc-{Guid.NewGuid():N}")));
    }

    private static async Task ServedAsync(Func<Action<RemoteUri>, CancellationToken, Task> serve, Func<RemoteUri, Task> call)
    {
        using CancellationTokenSource stop = new();
        var ready = new TaskCompletionSource<RemoteUri>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task server = serve(ready.SetResult, stop.Token);
        await await Task.WhenAny(ready.Task, server).WaitAsync(s_patience);
        await call(await ready.Task).WaitAsync(s_patience);
        await stop.CancelAsync();
        await server.WaitAsync(s_patience);
    }
}
