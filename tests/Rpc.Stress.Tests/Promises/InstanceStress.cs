using System.Collections.Concurrent;
using Rpc.Connections;

namespace Rpc.Stress.Tests;

/// <summary>Objects that factories make, and objects that take one call at a time, under callers that give up, factories that are slow or fail, and connections that end: nobody meets anybody inside, each object is disposed once and not used afterwards, and nobody waits for good.</summary>
public sealed class InstanceStress
{
    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Objects_are_entered_in_turn_and_disposed_once(TestTransport transport) => RunAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task The_same_at_night(TestTransport transport) => RunAsync(transport, Scale.Nightly);

    private static async Task RunAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        var made = new ConcurrentQueue<Turns>();
        RemoteUri[] uris =
        [
            .. from mode in Enum.GetValues<InstanceMode>()
               from serial in new[] { false, true }
               select stage.Server.Add(Factory(stage.Seed, made, serial && mode != InstanceMode.PerCall), mode, options: new ObjectOptions { Concurrency = serial ? Concurrency.Serial : Concurrency.Parallel }),
        ];
        stage.Crew.GoOnFor(scale.Time(3));
        for (int i = 0; i < 12; i++)
        {
            RemoteUri uri = uris[i % uris.Length];
            stage.Crew.Block("thread", worker => Call(worker, stage.Client, uri));
            stage.Crew.Await("awaiting", worker => CallAsync(worker, stage.Client, uri));
        }

        stage.Crew.Await("striking", worker => StrikeAsync(worker, stage));
        await stage.Crew.EndAsync(scale.Time(3));
        Assert.True(stage.Crew.Done > 200, $"Only {stage.Crew.Done} calls ended as they should.");
        await stage.Crew.UntilAsync(() => stage.Connections.All(static c => c is { RunningHandlers: 0, PendingCalls: 0 }), "nothing runs any more");
        await stage.Server.StopAsync();
        await stage.Crew.UntilAsync(() => made.All(static turns => turns is { Disposals: 1, Inside: 0 }), "each object was disposed");
        Assert.Equal(0, made.Sum(static turns => turns.Bad));
    }

    private static Func<CallContext, ValueTask<ITurns>> Factory(int seed, ConcurrentQueue<Turns> made, bool serial)
    {
        var random = new Random(seed);
        return async context =>
        {
            int choice;
            lock (random)
            {
                choice = random.Next(10);
            }

            if (choice < 3)
            {
                await Task.Delay(choice);
            }

            if (choice == 9)
            {
                throw new InvalidOperationException("no object this time");
            }

            var turns = new Turns(made.Count, serial);
            made.Enqueue(turns);
            return turns;
        };
    }

    private static void Call(Worker worker, RpcClient client, RemoteUri uri)
    {
        while (worker.GoesOn())
        {
            ITurns proxy = client.Get<ITurns>(uri);
            for (int i = worker.Random.Next(1, 6); i > 0; i--)
            {
                worker.Begins("sync call");
                Try(worker, () =>
                {
                    switch (worker.Random.Next(4))
                    {
                        case 0:
                            proxy.Pass(worker.Random.Next(2_000));
                            break;
                        case 1:
                            proxy.Around(new Back(proxy));
                            break;
                        default:
                            proxy.Step(worker.Random.Next(5_000));
                            break;
                    }
                });
            }

            if (worker.Random.Next(2) == 0)
            {
                ((IDisposable)proxy).Dispose();
            }
        }
    }

    private static async Task CallAsync(Worker worker, RpcClient client, RemoteUri uri)
    {
        while (worker.GoesOn())
        {
            ITurns proxy = client.Get<ITurns>(uri);
            for (int i = worker.Random.Next(1, 6); i > 0; i--)
            {
                using var cancel = new CancellationTokenSource();
                if (worker.Random.Next(3) == 0)
                {
                    cancel.CancelAfter(worker.Random.Next(5));
                }

                worker.Begins("awaited call");
                try
                {
                    if (worker.Random.Next(4) == 0)
                    {
                        int most = worker.Random.Next(20);
                        await foreach (int item in proxy.Steps(20, cancel.Token))
                        {
                            if (most-- == 0)
                            {
                                break;
                            }
                        }
                    }
                    else
                    {
                        await proxy.StepAsync(worker.Random.Next(3), cancel.Token);
                    }

                    worker.Ends();
                }
                catch (Exception exception) when (IsFair(exception))
                {
                }
            }

            if (worker.Random.Next(2) == 0)
            {
                await RemoteProxy.ReleaseAsync(proxy);
            }
        }
    }

    private static void Try(Worker worker, Action call)
    {
        try
        {
            call();
            worker.Ends();
        }
        catch (Exception exception) when (IsFair(exception))
        {
        }
    }

    /// <summary>What the test itself brings about.</summary>
    private static bool IsFair(Exception exception) => exception
        is OperationCanceledException
        or InvalidOperationException { Message: "no object this time" }
        or RpcException { Reason: RpcErrorReason.ConnectionLost or RpcErrorReason.SessionLost or RpcErrorReason.NoSuchObject }
        or RpcException { Status: RpcStatus.Cancelled };

    private static async Task StrikeAsync(Worker worker, Stage stage)
    {
        while (worker.GoesOn())
        {
            worker.Begins("strike");
            await Task.Delay(worker.Random.Next(100, 300));
            RpcConnection[] open = [.. stage.Connections];
            open.ElementAtOrDefault(worker.Random.Next(open.Length + 1))?.End("a test ends it");
            worker.Ends();
        }
    }

    private sealed class Back(ITurns turns) : ITurnsBack
    {
        public int Step() => turns.Step(10);
    }
}
