namespace Rpc.Stress.Tests;

/// <summary>A handler has its own call context until its first await, none after it unless it asked for it, and never another call's.</summary>
public sealed class ContextStress
{
    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Every_handler_has_its_own_context_and_nobody_elses(TestTransport transport) => RunAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task The_same_at_night(TestTransport transport) => RunAsync(transport, Scale.Nightly);

    private static async Task RunAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        stage.Crew.GoOnFor(scale.Time(1.2));
        for (int i = 0; i < 4; i++)
        {
            bool flows = i % 2 == 0;
            string id = $"object-{i}";
            IContexts proxy = stage.Client.Get<IContexts>(stage.Server.Add<IContexts>(new Contexts(flows), id, new ObjectOptions { FlowCallContext = flows }));
            stage.Crew.Block("thread", worker => Look(worker, proxy, id));
            stage.Crew.Block("thread", worker => Look(worker, proxy, id));
            stage.Crew.Await("awaiting", worker => LookAsync(worker, proxy, id));
            stage.Crew.Await("awaiting", worker => LookAsync(worker, proxy, id));
        }

        await stage.Crew.EndAsync(scale.Time(1.2));
        Assert.All(stage.Crew.DoneByEach, static done => Assert.NotEqual(0, done));

        // The threads that ran handlers are those of the pool, too, and of this test's callers.
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Assert.Null(CallContext.Current))));
    }

    private static void Look(Worker worker, IContexts proxy, string id)
    {
        var here = new Contexts(flows: false);
        while (worker.GoesOn())
        {
            worker.Begins("look");
            Assert.Empty(worker.Random.Next(3) == 0 ? proxy.LookAround(here, id, 0, worker.Random.Next(8)) : proxy.Look(id, 0));
            Assert.Null(CallContext.Current);
            worker.Ends();
        }
    }

    private static async Task LookAsync(Worker worker, IContexts proxy, string id)
    {
        var here = new Contexts(flows: false);
        while (worker.GoesOn())
        {
            worker.Begins("awaited look");
            Assert.Empty(worker.Random.Next(3) == 0 ? await proxy.LookAroundAsync(here, id, 0, worker.Random.Next(8)) : await proxy.LookAsync(id, 0));
            Assert.Null(CallContext.Current);
            worker.Ends();
        }
    }
}
