namespace Rpc.Stress.Tests;

/// <summary>How many handlers run and how deep calls nest is limited; over a limit a call is refused at once, and what is under it goes on.</summary>
public sealed class LimitStress
{
    private const int Most = 8;

    /// <summary>A seed from which no level calls twice.</summary>
    private const int Unbranched = 2;

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Calls_over_the_limit_are_refused_while_those_under_it_are_held(TestTransport transport) => RefuseAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Refusals_at_night(TestTransport transport) => RefuseAsync(transport, Scale.Nightly);

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Chains_nest_256_deep_and_no_deeper(TestTransport transport) => NestAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Nesting_at_night(TestTransport transport) => NestAsync(transport, Scale.Nightly);

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public async Task Handlers_inside_a_chain_take_no_room_from_other_calls(TestTransport transport)
    {
        await using Stage stage = await Stage.StartAsync(transport, new RpcLimits { MaxRunningHandlers = Most });
        var work = new Work();
        IWork other = stage.Serve<IWork>(work);
        INest there = stage.Serve<INest>(new Nest());

        // One chain with nine handlers on the server, held at its bottom on the client. It is one call of that connection.
        stage.Crew.Block("chain", worker => Assert.Equal(Nest.Expected(17, Unbranched), there.Down(new HeldNest(work), 17, Unbranched)));
        await stage.Crew.UntilAsync(() => work.Held == 1, "the chain has reached its bottom");
        for (int i = 0; i < Most - 1; i++)
        {
            stage.Crew.Await("held", async worker => Assert.Equal(3, await other.HoldAsync(3)));
        }

        await stage.Crew.UntilAsync(() => work.Held == Most, "as many calls as the limit allows are held beside it");
        work.Open();
        await stage.Crew.EndAsync();
    }

    private static async Task RefuseAsync(TestTransport transport, Scale scale)
    {
        const int Callers = 6;
        const int Tries = 100;
        for (int round = 0; round < 3 * scale.Times; round++)
        {
            await using Stage stage = await Stage.StartAsync(transport, new RpcLimits { MaxRunningHandlers = Most });
            var work = new Work();
            IWork proxy = stage.Serve<IWork>(work, new ProxyOptions { Timeout = TimeSpan.FromMinutes(2) });
            Assert.Equal(1, proxy.Echo(1));
            for (int i = 0; i < Most; i++)
            {
                Func<long, Task<long>> hold = (i % 3) switch
                {
                    0 => proxy.HoldAsync,
                    1 => proxy.HoldFirstAsync,
                    _ => x => Patience.Block(() => proxy.Hold(x)),
                };
                stage.Crew.Await("held", async worker =>
                {
                    Assert.Equal(5, await hold(5));
                    worker.Ends();
                });
            }

            await stage.Crew.UntilAsync(() => work.Held == Most, "as many as may are held");
            var refused = new Crew(stage.Seed, () => "");
            for (int i = 0; i < Callers; i++)
            {
                refused.Block("refused", worker => Try(worker, Tries, () => proxy.Echo(1)));
                refused.Await("refused", worker => TryAsync(worker, Tries, async () => await proxy.EchoLaterAsync(1, 0)));
            }

            // All of them have been told while nobody has left: none waited for room.
            await refused.EndAsync();
            Assert.Equal(2 * Callers * Tries, refused.Done);
            Assert.Equal(Most, work.Held);
            Assert.Equal(0, stage.Crew.Done);
            work.Open();
            await stage.Crew.EndAsync();
            Assert.Equal(Most, stage.Crew.Done);
            await stage.Crew.UntilAsync(() => stage.Server.Connections.Single().RunningHandlers == 0, "there is room again");
            Assert.Equal(2, proxy.Echo(2));
        }
    }

    private static void Try(Worker worker, int times, Action call) => TryAsync(worker, times, () =>
    {
        call();
        return Task.CompletedTask;
    }).GetAwaiter().GetResult();

    private static async Task TryAsync(Worker worker, int times, Func<Task> call)
    {
        for (int i = 0; i < times; i++)
        {
            worker.Begins("call over the limit", i);
            RpcException exception = await Assert.ThrowsAsync<RpcException>(call);
            Assert.Equal(RpcStatus.ResourceExhausted, exception.Status);
            Assert.Equal(RpcErrorReason.OverLimit, exception.Reason);
            Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
            worker.Ends();
        }
    }

    private static async Task NestAsync(TestTransport transport, Scale scale)
    {
        const int Chains = 6;
        await using Stage stage = await Stage.StartAsync(transport);
        INest there = stage.Serve<INest>(new Nest());
        for (int i = 0; i < Chains; i++)
        {
            stage.Crew.Block("chain", worker =>
            {
                var here = new Nest();
                for (int round = 0; round < 4 * scale.Times; round++)
                {
                    int depth = worker.Random.Next(250, 262);
                    int seed = worker.Random.Next();
                    worker.Begins("a descent to", depth);
                    if (depth < 256)
                    {
                        Assert.Equal(Nest.Expected(depth, seed), there.Down(here, depth, seed));
                    }
                    else
                    {
                        RpcException exception = Assert.Throws<RpcException>(() => there.Down(here, depth, seed));
                        Assert.Equal(RpcStatus.ResourceExhausted, exception.Status);
                        Assert.Equal(RpcErrorReason.NestedTooDeep, exception.Reason);
                    }

                    worker.Ends();
                }
            });
        }

        await stage.Crew.EndAsync(scale.Time(5));
        Assert.Equal(Chains * 4 * scale.Times, stage.Crew.Done);
        Assert.Single(stage.Server.Connections);
    }
}
