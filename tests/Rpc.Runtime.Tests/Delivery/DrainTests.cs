using System.Collections.Concurrent;
using Rpc.NameServer;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Servers that are replaced under load.</summary>
public sealed class DrainTests() : RpcTest(TestTransport.Tcp)
{
    private readonly ConcurrentDictionary<string, int> _runs = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private int _notes;

    [Fact]
    public async Task Servers_that_drain_one_after_another_under_one_name_fail_no_call_and_run_none_twice()
    {
        RemoteUri names = Own(await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") })).Uri;
        var options = new RpcServerOptions { NameServers = [names], DrainTimeout = TimeSpan.FromSeconds(20) };
        RpcServer current = await PublishAsync(options);

        // More than the default's patience: a drain on a busy machine may outlast it.
        RpcClient client = NewClient(new RpcClientOptions { NameServers = [names], Proxy = new ProxyOptions { Retry = new RetryOptions { MaxAttempts = 50 } } });
        IDelivery proxy = client.Get<IDelivery>("rpcname:delivery");
        using var stop = new CancellationTokenSource();
        Task<int>[] callers =
        [
            .. Enumerable.Range(0, 3).Select(i => Patience.Block(() => LoadSync(proxy, $"sync {i}", stop.Token))),
            .. Enumerable.Range(0, 6).Select(i => LoadAsync(proxy, $"async {i}", stop.Token)),
        ];
        Task<int> posting = PostAsync(proxy, stop.Token);
        const int replacements = 5;
        for (int i = 0; i < replacements; i++)
        {
            await Task.Delay(150);
            RpcServer next = await PublishAsync(options);
            await current.StopAsync().AsTask().Within();
            current = next;
        }

        await Task.Delay(100);
        await stop.CancelAsync();
        int[] calls = await Task.WhenAll(callers).Within();
        int posted = await posting.Within();
        Assert.Empty(_failures);
        await Patience.UntilAsync(() => Volatile.Read(ref _notes) >= posted, "all one-way calls have run");
        Assert.All(_runs, static run => Assert.Equal(1, run.Value));
        Assert.Equal(calls.Sum(), _runs.Count);
        Assert.Equal(posted, Volatile.Read(ref _notes));
        Counts.Tell($"{replacements} servers replaced under load: {calls.Sum()} calls and {posted} one-way calls, none failed, none ran twice");
    }

    [Fact]
    public async Task A_server_that_restarts_in_place_fails_no_idempotent_call()
    {
        RemoteUri? at = null;
        var patient = new ProxyOptions { Timeout = TimeSpan.FromSeconds(60), Retry = new RetryOptions { MaxAttempts = 100 } };
        RpcServer current = await RestartAsync();
        IDelivery proxy = Client.Get<IDelivery>(at!.WithObject("delivery"), patient);
        using var stop = new CancellationTokenSource();
        Task<int>[] callers = [.. Enumerable.Range(0, 8).Select(i => AskAsync(proxy, $"ask {i}", stop.Token))];
        for (int i = 0; i < 5; i++)
        {
            await Task.Delay(100);

            // Without waiting for what runs: its answers are lost.
            using var now = new CancellationTokenSource(0);
            await current.StopAsync(now.Token).AsTask().Within();
            await Task.Delay(50);
            current = await RestartAsync();
        }

        await stop.CancelAsync();
        int[] calls = await Task.WhenAll(callers).Within();
        Assert.Empty(_failures);
        Assert.Equal(calls.Sum(), _runs.Count);
        Counts.Tell($"5 restarts in place: {calls.Sum()} idempotent calls, none failed, {_runs.Values.Sum() - _runs.Count} ran again because their answer was lost");

        async Task<RpcServer> RestartAsync()
        {
            (RpcServer server, RemoteUri bound) = await StartServerAsync(at?.ToString());
            at ??= bound;
            server.Add<IDelivery>(Served(), "delivery");
            return server;
        }
    }

    private async Task<RpcServer> PublishAsync(RpcServerOptions options)
    {
        (RpcServer server, _) = await StartServerAsync(options: options);
        await server.PublishAsync<IDelivery>("delivery", Served(), new PublishOptions { Mode = RegisterMode.Replace });
        return server;
    }

    private Delivery Served() => new()
    {
        During = async (key, _) =>
        {
            _runs.AddOrUpdate(key, 1, static (_, runs) => runs + 1);
            if (key[^1] == '7')
            {
                await Task.Delay(20);
            }
        },
        Noted = _ => Interlocked.Increment(ref _notes),
    };

    private int LoadSync(IDelivery proxy, string name, CancellationToken stop)
    {
        int calls = 0;
        try
        {
            for (; !stop.IsCancellationRequested; calls++)
            {
                Assert.Equal($"{name} {calls}", proxy.Run($"{name} {calls}"));
            }
        }
        catch (Exception exception)
        {
            _failures.Enqueue(exception);
        }

        return calls;
    }

    private async Task<int> LoadAsync(IDelivery proxy, string name, CancellationToken stop)
    {
        int calls = 0;
        try
        {
            for (; !stop.IsCancellationRequested; calls++)
            {
                Assert.Equal($"{name} {calls}", await proxy.RunAsync($"{name} {calls}", CancellationToken.None).ConfigureAwait(false));
            }
        }
        catch (Exception exception)
        {
            _failures.Enqueue(exception);
        }

        return calls;
    }

    private async Task<int> AskAsync(IDelivery proxy, string name, CancellationToken stop)
    {
        int calls = 0;
        try
        {
            for (; !stop.IsCancellationRequested; calls++)
            {
                Assert.Equal($"{name} {calls}", await proxy.AskAsync($"{name} {calls}", CancellationToken.None).ConfigureAwait(false));
            }
        }
        catch (Exception exception)
        {
            _failures.Enqueue(exception);
        }

        return calls;
    }

    private async Task<int> PostAsync(IDelivery proxy, CancellationToken stop)
    {
        int posted = 0;
        try
        {
            for (; !stop.IsCancellationRequested; posted++)
            {
                await proxy.NoteAsync(posted).ConfigureAwait(false);
                await Task.Delay(1, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            _failures.Enqueue(exception);
        }

        return posted;
    }
}
