using System.Collections.Concurrent;
using Rpc.Connections;
using Rpc.NameServer;
using Rpc.Tests.Shared;

namespace Rpc.Stress.Tests;

/// <summary>Instances of a name that come, go and crash at random, and a name server that restarts without its memory, under callers that cancel at random: what may be repeated does not fail, and nothing else runs twice.</summary>
public sealed class NameStress
{
    private static readonly ProxyOptions s_patient = new() { Timeout = TimeSpan.FromSeconds(60), Retry = new RetryOptions { MaxAttempts = 1000, FirstDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromMilliseconds(50) } };
    private static readonly PublishOptions s_joining = new() { Mode = RegisterMode.Add, Lease = TimeSpan.FromSeconds(1) };

    private readonly Ledger _ledger = new();
    private readonly ConcurrentBag<long> _paid = [];
    private readonly List<RpcServer> _instances = [];
    private RemoteUri? _nameServer;
    private long _next;

    [Theory]
    [InlineData(Balancing.LeastLoaded)]
    [InlineData(Balancing.RoundRobin)]
    public Task Instances_that_come_go_and_crash_at_random_fail_no_call_that_may_be_repeated(Balancing balancing) => RunAsync(balancing, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [InlineData(Balancing.LeastLoaded)]
    [InlineData(Balancing.RoundRobin)]
    [InlineData(Balancing.Weighted)]
    public Task The_same_at_night(Balancing balancing) => RunAsync(balancing, Scale.Nightly);

    private async Task RunAsync(Balancing balancing, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(TestTransport.Tcp);
        NameServerHost host = await NewNameServerAsync();
        await using RpcClient client = new(new RpcClientOptions { NameServers = [_nameServer!], Proxy = s_patient with { Balancing = balancing } });
        await PublishAsync(stage);
        await PublishAsync(stage);
        ILedger proxy = client.Get<ILedger>("rpcname:ledger");
        stage.Crew.GoOnFor(scale.Time(4));
        for (int i = 0; i < 3; i++)
        {
            stage.Crew.Block("blocks", worker => LoopAsync(proxy, worker, sync: true).GetAwaiter().GetResult());
            stage.Crew.Await("awaits", worker => LoopAsync(proxy, worker, sync: false));
        }

        int changes = 0;
        stage.Crew.Await("changes", async worker =>
        {
            for (; worker.GoesOn(); changes++)
            {
                await Task.Delay(worker.Random.Next(10, 60));
                switch (worker.Random.Next(8))
                {
                    case < 3:
                        await PublishAsync(stage);
                        break;
                    case 3:
                        await host.DisposeAsync();
                        await Task.Delay(worker.Random.Next(100));
                        host = await NewNameServerAsync();
                        break;
                    default:
                        // The first one stays: somebody has to be there.
                        if (_instances.Count > 1)
                        {
                            await EndAsync(worker.Random.Next(1, _instances.Count), worker.Random.Next(2) == 0);
                        }

                        break;
                }
            }
        });
        await stage.Crew.EndAsync(scale.Time(4));
        await Task.Delay(100);
        await client.DisposeAsync();
        await Task.WhenAll(_instances.Select(static one => one.DisposeAsync().AsTask())).Within();
        await host.DisposeAsync();
        Assert.DoesNotContain(_ledger.Runs, static run => run.Value > 1);
        Assert.All(_paid, id => Assert.True(_ledger.Runs.ContainsKey(id), $"{id} was answered and did not run."));
        Assert.True(_paid.Count > 100 && changes > 20, $"Only {_paid.Count} payments and {changes} changes. RPC_STRESS_SEED={stage.Seed}");
        Counts.Tell($"{balancing}: {changes} instances and name servers came, went or crashed, {stage.Crew.Done} calls, {_paid.Count} payments answered, none ran twice, seed {stage.Seed}");
    }

    private async Task<NameServerHost> NewNameServerAsync()
    {
        NameServerHost host = await NameServerHost.StartAsync(new NameServerOptions { Listen = _nameServer ?? RemoteUri.Parse("rpc://127.0.0.1:0") });
        _nameServer = host.Uri;
        return host;
    }

    private async Task PublishAsync(Stage stage)
    {
        RpcServer server = stage.Own(new RpcServer(new RpcServerOptions { NameServers = [_nameServer!], DrainTimeout = TimeSpan.FromSeconds(5) }));
        await server.ListenAsync("rpc://127.0.0.1:0");
        await server.PublishAsync<ILedger>("ledger", _ledger, s_joining);
        _instances.Add(server);
    }

    private async Task EndAsync(int place, bool crashes)
    {
        RpcServer server = _instances[place];
        _instances.RemoveAt(place);
        if (!crashes)
        {
            await server.StopAsync().AsTask().Within();
            return;
        }

        foreach (RpcConnection connection in server.Connections)
        {
            connection.End("a test ends it");
        }

        using var now = new CancellationTokenSource(0);
        await server.StopAsync(now.Token).AsTask().Within();
    }

    private async Task LoopAsync(ILedger proxy, Worker worker, bool sync)
    {
        while (worker.GoesOn())
        {
            long id = Interlocked.Increment(ref _next);
            using var cancel = new CancellationTokenSource();
            if (worker.Random.Next(10) == 0)
            {
                cancel.CancelAfter(worker.Random.Next(3));
            }

            bool pays = worker.Random.Next(2) == 0;
            worker.Begins(pays ? "paying" : "asking", id);
            try
            {
                long answer = (pays, sync) switch
                {
                    (true, true) => proxy.Pay(id, cancel.Token),
                    (true, false) => await proxy.PayAsync(id, cancel.Token).ConfigureAwait(false),
                    (false, true) => proxy.Ask(id, cancel.Token),
                    (false, false) => await proxy.AskAsync(id, cancel.Token).ConfigureAwait(false),
                };
                Assert.Equal(id, answer);
                if (pays)
                {
                    _paid.Add(id);
                }

                worker.Ends();
            }
            catch (OperationCanceledException exception) when (exception.CancellationToken == cancel.Token)
            {
            }
            catch (RpcException exception) when (pays && exception is { Reason: RpcErrorReason.ConnectionLost, Outcome: RpcOutcome.MaybeExecuted })
            {
                // It was in flight when its instance went.
            }
        }
    }
}
