namespace Rpc.Stress.Tests;

/// <summary>
/// Threads take turns in reading one connection, and none sleeps through its answer. A lost wake-up is made good by the next frame or after seconds, so the
/// callers meet after each call: there is no next frame, and thousands of rounds with seconds lost end far outside the test's patience.
/// </summary>
public sealed class WakeUpStress
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(6, 0)]
    [InlineData(4, 2)]
    [InlineData(1, 3)]
    public Task Callers_that_meet_after_every_call_are_all_woken(int threads, int awaiting) => MeetAsync(TestTransport.Tcp, threads, awaiting, Scale.Short);

    [Fact]
    public Task Callers_that_meet_after_every_call_and_give_up_some_are_all_woken() => MeetHastilyAsync(TestTransport.Tcp, Scale.Short);

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Callers_that_give_up_at_random_leave_nobody_asleep(TestTransport transport) => GiveUpAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public async Task The_same_at_night(TestTransport transport)
    {
        await GiveUpAsync(transport, Scale.Nightly);
        await MeetHastilyAsync(transport, Scale.Nightly);
        await MeetAsync(transport, 6, 0, Scale.Nightly);
        await MeetAsync(transport, 4, 2, Scale.Nightly);
    }

    private static async Task MeetAsync(TestTransport transport, int threads, int awaiting, Scale scale)
    {
        const int Rounds = 1_500;
        await using Stage stage = await Stage.StartAsync(transport);
        IWork proxy = stage.Serve<IWork>(new Work());
        using var meeting = new Barrier(threads + awaiting);
        for (int i = 0; i < threads; i++)
        {
            stage.Crew.Block("thread", worker => Meet(worker, meeting, Rounds * scale.Times, x => Choose(worker, proxy, x)));
        }

        for (int i = 0; i < awaiting; i++)
        {
            // A thread for the meeting's sake; its calls are awaited.
            stage.Crew.Block("awaiting", worker => Meet(worker, meeting, Rounds * scale.Times, x => proxy.EchoAsync(x).AsTask().GetAwaiter().GetResult()));
        }

        await stage.Crew.EndAsync(scale.Time(1) - TimeSpan.FromSeconds(1));
        Assert.Equal((threads + awaiting) * Rounds * scale.Times, stage.Crew.Done);
    }

    // Three, because more are served by a reader of their own: one reads, and the other two wait for their answers or their turn.
    private static async Task MeetHastilyAsync(TestTransport transport, Scale scale)
    {
        const int Threads = 3;
        const int Rounds = 1_500;
        await using Stage stage = await Stage.StartAsync(transport);
        IWork proxy = stage.Serve<IWork>(new Work());
        using var meeting = new Barrier(Threads);
        for (int i = 0; i < Threads; i++)
        {
            stage.Crew.Block("thread", worker => Meet(worker, meeting, Rounds * scale.Times, x => Hasty(worker, proxy, x)));
        }

        await stage.Crew.EndAsync(scale.Time(3) - TimeSpan.FromSeconds(3));
        Assert.Equal(Threads * Rounds * scale.Times, stage.Crew.Done);
    }

    private static long Hasty(Worker worker, IWork proxy, long x)
    {
        using var stop = new CancellationTokenSource(worker.Random.Next(3));
        try
        {
            return worker.Random.Next(2) == 0 ? proxy.EchoLater(x, worker.Random.Next(4), stop.Token) : proxy.EchoLater(x, 2);
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == stop.Token)
        {
            return x;
        }
    }

    // Some are late, so that threads which have their answers leave others behind.
    private static long Choose(Worker worker, IWork proxy, long x) => worker.Random.Next(8) == 0 ? proxy.EchoLater(x, 1) : proxy.Echo(x);

    private static void Meet(Worker worker, Barrier meeting, int rounds, Func<long, long> call)
    {
        for (int i = 0; i < rounds; i++)
        {
            worker.Begins("call", i);
            Assert.Equal(i, call(i));
            worker.Begins("the others in round", i);
            if (!meeting.SignalAndWait(TimeSpan.FromMinutes(1)))
            {
                return;
            }

            worker.Ends();

            // Now and then the connection falls quite silent.
            if (i % 250 == 0)
            {
                Thread.Sleep(15);
            }
        }
    }

    private static async Task GiveUpAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        IWork patient = stage.Serve<IWork>(new Work());
        IWork hasty = RemoteProxy.With(patient, new ProxyOptions { Timeout = TimeSpan.FromMilliseconds(3) });
        int times = 400 * scale.Times;
        for (int i = 0; i < 8; i++)
        {
            stage.Crew.Block("thread", worker => Call(worker, times, (x, stop) => worker.Random.Next(3) switch
            {
                0 => Task.FromResult(hasty.EchoLater(x, worker.Random.Next(6), stop)),
                1 => Task.FromResult(patient.EchoLater(x, worker.Random.Next(3), stop)),
                _ => Task.FromResult(patient.Echo(x, stop)),
            }).GetAwaiter().GetResult());
        }

        for (int i = 0; i < 4; i++)
        {
            stage.Crew.Await("awaiting", worker => Call(worker, times, (x, stop) => worker.Random.Next(3) switch
            {
                0 => hasty.EchoLaterAsync(x, worker.Random.Next(6), stop),
                1 => patient.EchoLaterAsync(x, worker.Random.Next(3), stop),
                _ => patient.EchoAsync(x, stop).AsTask(),
            }));
        }

        await stage.Crew.EndAsync(scale.Time(5));
        Assert.Equal(12 * times, stage.Crew.Done);
        Assert.All(stage.Connections, static c => Assert.Equal(0, c.PendingCalls));
    }

    /// <summary>Every call ends with its own answer, or for the reason that this caller gave it.</summary>
    private static async Task Call(Worker worker, int times, Func<long, CancellationToken, Task<long>> call)
    {
        for (int i = 0; i < times; i++)
        {
            long x = worker.Random.NextInt64();
            using CancellationTokenSource stop = worker.Random.Next(4) == 0 ? new CancellationTokenSource(worker.Random.Next(4)) : new CancellationTokenSource();
            worker.Begins("call", i);
            try
            {
                Assert.Equal(x, await call(x, stop.Token));
            }
            catch (OperationCanceledException exception)
            {
                Assert.True(stop.IsCancellationRequested);
                Assert.Equal(stop.Token, exception.CancellationToken);
            }
            catch (RpcException exception)
            {
                Assert.Equal(RpcStatus.DeadlineExceeded, exception.Status);
            }

            worker.Ends();
        }
    }
}
