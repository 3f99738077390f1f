namespace Rpc.Stress.Tests;

/// <summary>No call waits for a slow handler: while slow ones are held at a gate, quick ones on the same connection come and go.</summary>
public sealed class HeadOfLineStress
{
    private const int Slow = 24;

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Quick_calls_all_end_while_slow_ones_are_held(TestTransport transport) => RunAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task The_same_at_night(TestTransport transport) => RunAsync(transport, Scale.Nightly);

    private static async Task RunAsync(TestTransport transport, Scale scale)
    {
        for (int round = 0; round < 3 * scale.Times; round++)
        {
            await RoundAsync(transport);
        }
    }

    private static async Task RoundAsync(TestTransport transport)
    {
        const int Quick = 250;
        await using Stage stage = await Stage.StartAsync(transport);
        var work = new Work();
        IWork proxy = stage.Serve<IWork>(work, new ProxyOptions { Timeout = TimeSpan.FromMinutes(2) });
        for (int i = 0; i < Slow; i++)
        {
            Hold(stage.Crew, proxy, i);
        }

        var quick = new Crew(stage.Seed, () => "");
        for (int i = 0; i < 3; i++)
        {
            quick.Block("quick", worker => Repeat(worker, Quick, x => proxy.Echo(x)));
            quick.Await("quick awaited", worker => RepeatAsync(worker, Quick, async x => await proxy.EchoAsync(x)));
        }

        // These are the proof: the gate is closed while all of the quick ones end.
        await quick.EndAsync();
        await stage.Crew.UntilAsync(() => work.Held == Slow, "all slow calls are at the gate");
        Assert.Equal(6 * Quick, quick.Done);
        Assert.Equal(0, stage.Crew.Done);

        // And so it is when all are there.
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(i, await Patience.Block(() => proxy.Echo(i)));
            Assert.Equal(i, await proxy.EchoAsync(i).AsTask().Within());
        }

        Assert.Equal(0, stage.Crew.Done);
        work.Open();
        await stage.Crew.EndAsync();
        Assert.Equal(Slow, stage.Crew.Done);
        Assert.Single(stage.Server.Connections);
    }

    private static void Hold(Crew crew, IWork proxy, int i)
    {
        switch (i % 4)
        {
            case 0:
                crew.Block("held", worker => Repeat(worker, 1, proxy.Hold));
                break;
            case 1:
                crew.Block("asleep", worker => Repeat(worker, 1, proxy.HoldAsleep));
                break;
            case 2:
                crew.Await("held first", worker => RepeatAsync(worker, 1, proxy.HoldFirstAsync));
                break;
            default:
                crew.Await("held awaited", worker => RepeatAsync(worker, 1, proxy.HoldAsync));
                break;
        }
    }

    private static void Repeat(Worker worker, int times, Func<long, long> call)
    {
        for (int i = 0; i < times; i++)
        {
            worker.Begins("call", i);
            Assert.Equal(i, call(i));
            worker.Ends();
        }
    }

    private static async Task RepeatAsync(Worker worker, int times, Func<long, Task<long>> call)
    {
        for (int i = 0; i < times; i++)
        {
            worker.Begins("call", i);
            Assert.Equal(i, await call(i));
            worker.Ends();
        }
    }
}
