using System.Collections.Concurrent;
using Rpc.Connections;
using Rpc.Tests.Shared;

namespace Rpc.Stress.Tests;

/// <summary>Connections that are killed and drained at random under callers that cancel at random: nothing runs twice that may not, nothing that was answered is lost, and what may be repeated does not fail.</summary>
public sealed class DeliveryStress
{
    private static readonly ProxyOptions s_patient = new() { Timeout = TimeSpan.FromSeconds(60), Retry = new RetryOptions { MaxAttempts = 1000, FirstDelay = TimeSpan.FromMilliseconds(2), MaxDelay = TimeSpan.FromMilliseconds(50) } };

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Kills_drains_and_cancellations_at_random_break_no_promise(TestTransport transport) => RunAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task The_same_at_night(TestTransport transport) => RunAsync(transport, Scale.Nightly);

    private static async Task RunAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        var ledger = new Ledger();
        ILedger proxy = stage.Serve<ILedger>(ledger, s_patient);
        proxy.Ask(0);
        var paid = new ConcurrentBag<long>();
        var refused = new ConcurrentBag<long>();
        long next = 0;
        stage.Crew.GoOnFor(scale.Time(3));
        for (int i = 0; i < 4; i++)
        {
            stage.Crew.Block("blocks", worker => LoopAsync(worker, sync: true).GetAwaiter().GetResult());
            stage.Crew.Await("awaits", worker => LoopAsync(worker, sync: false));
        }

        int strikes = 0;
        stage.Crew.Await("strikes", async worker =>
        {
            for (; worker.GoesOn(); strikes++)
            {
                await Task.Delay(worker.Random.Next(1, 40));
                RpcConnection[] open = [.. stage.Server.Connections];
                RpcConnection? one = open.ElementAtOrDefault(worker.Random.Next(open.Length + 1));
                if (worker.Random.Next(2) == 0)
                {
                    one?.Drain();
                }
                else
                {
                    one?.End("a test ends it");
                }
            }
        });
        await stage.Crew.EndAsync(scale.Time(3));

        // Handlers that lost their callers may still be on their way in.
        await Task.Delay(100);
        Assert.DoesNotContain(ledger.Runs, static run => run.Value > 1);
        Assert.All(paid, id => Assert.True(ledger.Runs.ContainsKey(id), $"{id} was answered and did not run."));
        Assert.All(refused, id => Assert.False(ledger.Runs.ContainsKey(id), $"{id} was told as not executed and ran."));
        Assert.True(paid.Count > 100 && strikes > 20, $"Only {paid.Count} payments and {strikes} strikes. RPC_STRESS_SEED={stage.Seed}");
        Counts.Tell($"{transport}: {strikes} kills and drains at random, {stage.Crew.Done} calls, {paid.Count} payments answered, none ran twice, seed {stage.Seed}");

        async Task LoopAsync(Worker worker, bool sync)
        {
            while (worker.GoesOn())
            {
                long id = Interlocked.Increment(ref next);
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
                        paid.Add(id);
                    }

                    worker.Ends();
                }
                catch (OperationCanceledException exception) when (exception.CancellationToken == cancel.Token)
                {
                }
                catch (RpcException exception) when (pays && exception.Reason == RpcErrorReason.ConnectionLost)
                {
                    // It may have run, or it certainly did not: then it would have been made again.
                    Assert.NotEqual(RpcOutcome.Completed, exception.Outcome);
                    if (exception.Outcome == RpcOutcome.NotExecuted)
                    {
                        refused.Add(id);
                    }
                }
            }
        }
    }
}
