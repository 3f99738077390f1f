namespace Rpc.Stress.Tests;

/// <summary>Calls from one thread through one proxy enter their handlers in the order in which they were made.</summary>
public sealed class OrderStress
{
    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Calls_of_every_kind_from_one_thread_enter_in_their_order(TestTransport transport) => MixAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task The_same_at_night(TestTransport transport) => MixAsync(transport, Scale.Nightly);

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task The_first_calls_that_nobody_awaits_enter_in_their_order_although_the_object_is_not_bound_yet(TestTransport transport) => FirstAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task The_first_calls_at_night(TestTransport transport) => FirstAsync(transport, Scale.Nightly);

    [Fact]
    public Task Calls_that_wait_for_room_enter_before_those_that_came_later() => FullAsync(Scale.Short);

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public async Task A_call_behind_one_that_blocks_enters_after_it(TestTransport transport)
    {
        const int Pairs = 300;
        await using Stage stage = await Stage.StartAsync(transport);
        var steps = new Steps();
        ISteps proxy = stage.Serve<ISteps>(steps);
        Assert.Equal(0, proxy.Step(-1, 0, 0));
        for (int i = 0; i < Pairs * 2; i += 2)
        {
            Task[] pair = [proxy.StepLaterAsync(0, i, 2), proxy.StepAsync(0, i + 1).AsTask()];
            await Task.WhenAll(pair).Within();
        }

        Assert.Equal(1 + (Pairs * 2), steps.Entered);
        steps.AssertOrder();
    }

    private static async Task MixAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        var steps = new Steps();
        ISteps proxy = stage.Serve<ISteps>(steps);
        Assert.Equal(0, proxy.Step(-1, 0, 0));
        stage.Crew.GoOnFor(scale.Time(1.2));
        for (int i = 0; i < 6; i++)
        {
            int caller = i;
            stage.Crew.Block("mixed", worker => Mix(worker, proxy, caller, sleeps: caller % 3 == 0));
        }

        await stage.Crew.EndAsync(scale.Time(1.2));
        Assert.True(steps.Entered > 500, $"Only {steps.Entered} calls were made.");
        steps.AssertOrder();
    }

    /// <summary>One thread: calls that are awaited later, calls that block, calls that nobody waits for.</summary>
    private static void Mix(Worker worker, ISteps proxy, int caller, bool sleeps)
    {
        var pending = new List<(int Number, Task<int> Call)>();
        for (int number = 0; worker.GoesOn(); number++)
        {
            int milliseconds = sleeps && worker.Random.Next(50) == 0 ? worker.Random.Next(1, 5) : 0;
            worker.Begins("call", number);
            switch (worker.Random.Next(6))
            {
                case 0:
                    Assert.Equal(number, proxy.Step(caller, number, milliseconds));
                    break;
                case 1:
                    pending.Add((number, proxy.StepLaterAsync(caller, number, milliseconds)));
                    break;
                case 2 or 3:
                    pending.Add((number, proxy.StepAsync(caller, number).AsTask()));
                    break;
                case 4:
                    proxy.Tell(caller, number);
                    break;
                default:
                    proxy.TellAsync(caller, number, []).AsTask().Wait();
                    break;
            }

            worker.Ends();
            if (pending.Count == 64)
            {
                worker.Begins("answers up to", number);
                Assert.All(pending, static p => Assert.Equal(p.Number, p.Call.Result));
                pending.Clear();
            }
        }

        Assert.All(pending, static p => Assert.Equal(p.Number, p.Call.Result));
    }

    private static async Task FirstAsync(TestTransport transport, Scale scale)
    {
        const int Calls = 24;
        await using Stage stage = await Stage.StartAsync(transport);
        for (int round = 0; round < 40 * scale.Times; round++)
        {
            var steps = new Steps();
            ISteps proxy = (round % 4 == 0 ? stage.NewClient() : stage.Client).Get<ISteps>(stage.Server.Add<ISteps>(steps));
            Task[] calls = [.. Enumerable.Range(0, Calls).Select(i => i % 4 == 3 ? proxy.TellAsync(0, i, []).AsTask() : proxy.StepAsync(0, i).AsTask())];
            await Task.WhenAll(calls).Within();
            await Patience.UntilAsync(() => steps.Entered == Calls, "all calls have entered");
            steps.AssertOrder();
        }
    }

    private static async Task FullAsync(Scale scale)
    {
        const int Calls = 400;
        var limits = new RpcLimits { MaxUnsentBytes = 64 * 1024 };
        await using Stage stage = await Stage.StartAsync(TestTransport.Tcp, limits);
        for (int round = 0; round < 10 * scale.Times; round++)
        {
            var steps = new Steps();
            ISteps proxy = stage.Serve<ISteps>(steps);
            Assert.Equal(0, proxy.Step(0, 0, 0));
            byte[] body = new byte[20_000];
            Task[] calls = [.. Enumerable.Range(1, Calls).Select(i => proxy.TellAsync(0, i, body).AsTask())];
            await Task.WhenAll(calls).Within();
            await Patience.UntilAsync(() => steps.Entered == Calls + 1, "all calls have entered");
            steps.AssertOrder();
        }
    }
}
