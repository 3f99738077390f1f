namespace Rpc.Stress.Tests;

/// <summary>A connection with many greedy callers starves no other: the one caller of another connection goes on and on.</summary>
public sealed class FairnessStress
{
    private const int Greedy = 64;

    /// <summary>Calls that the one caller makes, half of them blocking; in the test's patience, hundreds of times what they take.</summary>
    private const int Calls = 100;

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task One_caller_goes_on_beside_a_crowd_on_another_connection(TestTransport transport) => RunAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task The_same_at_night(TestTransport transport) => RunAsync(transport, Scale.Nightly);

    private static async Task RunAsync(TestTransport transport, Scale scale)
    {
        for (int round = 0; round < scale.Times; round++)
        {
            await BesideAsync(transport, "small calls", static (proxy, worker, body) => proxy.Echo(worker.Done));
            await BesideAsync(transport, "large bodies", static (proxy, worker, body) => proxy.Body(body).Length);
            await BesideAsync(transport, "handlers that block", static (proxy, worker, body) => proxy.EchoLater(1, worker.Random.Next(1, 20)));
            await BesideHeldAsync(transport);
        }
    }

    private static async Task BesideAsync(TestTransport transport, string what, Func<IWork, Worker, byte[], long> call)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        var options = new ProxyOptions { Timeout = TimeSpan.FromMinutes(2) };
        IWork crowded = stage.Serve<IWork>(new Work(), options);
        IWork alone = stage.NewClient().Get<IWork>(stage.Server.Add<IWork>(new Work()), options);
        byte[] body = new byte[1024 * 1024];
        for (int i = 0; i < Greedy; i++)
        {
            stage.Crew.Block(what, worker =>
            {
                while (worker.GoesOn())
                {
                    worker.Begins(what, worker.Done);
                    call(crowded, worker, body);
                    worker.Ends();
                }
            });
        }

        await stage.Crew.UntilAsync(() => stage.Crew.Done >= Greedy, "the crowd is under way");
        long before = stage.Crew.Done;
        var one = new Crew(stage.Seed, () => $"  beside {Greedy} callers of {what}, who made {stage.Crew.Done - before} calls");
        one.Block("the one", worker => Call(worker, alone));
        await one.EndAsync();
        Assert.Equal(Calls, one.Done);
        await stage.Crew.UntilAsync(() => stage.Crew.Done > before, "the crowd has gone on, too");
        stage.Crew.Stop();
        await stage.Crew.EndAsync();
        Assert.Equal(2, stage.Server.Connections.Count);
    }

    private static async Task BesideHeldAsync(TestTransport transport)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        var work = new Work();
        var options = new ProxyOptions { Timeout = TimeSpan.FromMinutes(2) };
        IWork crowded = stage.Serve<IWork>(work, options);
        IWork alone = stage.NewClient().Get<IWork>(stage.Server.Add<IWork>(new Work()), options);
        for (int i = 0; i < Greedy; i++)
        {
            stage.Crew.Await("held", async worker => Assert.Equal(7, await crowded.HoldFirstAsync(7)));
        }

        var one = new Crew(stage.Seed, () => $"  beside {work.Held} handlers that are held");
        one.Block("the one", worker => Call(worker, alone));
        await one.EndAsync();
        Assert.Equal(Calls, one.Done);
        await stage.Crew.UntilAsync(() => work.Held == Greedy, "all others have begun");
        work.Open();
        await stage.Crew.EndAsync();
    }

    private static void Call(Worker worker, IWork alone)
    {
        for (int i = 0; i < Calls; i++)
        {
            worker.Begins("call", i);
            Assert.Equal(i, i % 2 == 0 ? alone.Echo(i) : alone.EchoLaterAsync(i, 0).GetAwaiter().GetResult());
            worker.Ends();
        }
    }
}
