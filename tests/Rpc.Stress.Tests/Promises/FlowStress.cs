using Rpc.Connections;

namespace Rpc.Stress.Tests;

/// <summary>Streams, bodies and progress beside calls that are given up and cut off at random points: what arrives is right, and nothing is left of what does not.</summary>
public sealed class FlowStress
{
    private int _open;

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Flows_that_end_at_random_leave_nothing(TestTransport transport) => EndAtRandomAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Random_ends_of_flows_at_night(TestTransport transport) => EndAtRandomAsync(transport, Scale.Nightly);

    private async Task EndAtRandomAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        IFlowWork proxy = stage.Serve<IFlowWork>(new FlowWork());
        TimeSpan duration = scale.Time(2.5);
        stage.Crew.GoOnFor(duration);
        for (int i = 0; i < 4; i++)
        {
            stage.Crew.Block("thread", worker => Block(worker, proxy));
        }

        for (int i = 0; i < 12; i++)
        {
            stage.Crew.Await("awaiting", worker => AwaitAsync(worker, proxy));
        }

        var random = new Random(stage.Seed);
        var seen = new HashSet<RpcConnection>();
        for (long end = Environment.TickCount64 + (long)duration.TotalMilliseconds; Environment.TickCount64 < end; await Task.Delay(20))
        {
            RpcConnection[] open = [.. stage.Connections];
            seen.UnionWith(open);
            if (random.Next(8) == 0)
            {
                open.ElementAtOrDefault(random.Next(open.Length + 1))?.End("a test ends it");
            }
        }

        await stage.Crew.EndAsync(duration);
        Assert.All(stage.Crew.DoneByEach, static done => Assert.NotEqual(0, done));
        seen.UnionWith(stage.Connections);
        await stage.Crew.UntilAsync(() => Volatile.Read(ref _open) == 0, "every stream of the callers is left");
        await stage.Crew.UntilAsync(() => seen.All(static c => c is { PendingCalls: 0, RunningHandlers: 0 }), "no call is left on either side");
        await stage.Crew.UntilAsync(() => stage.Connections.All(static c => c.Streams.Free == c.Limits.MaxStreamBytes), "no window is left open");
    }

    private void Block(Worker worker, IFlowWork proxy)
    {
        while (worker.GoesOn())
        {
            using var stop = new CancellationTokenSource(worker.Random.Next(3) == 0 ? worker.Random.Next(8) : 10_000);
            int count = worker.Random.Next(3_000);
            worker.Begins("sum", count);
            Try(stop, () => Assert.Equal(Sum(count), proxy.Sum(Numbers(count, worker.Random.Next(2) == 0), stop.Token)));
            worker.Ends();
        }
    }

    private async Task AwaitAsync(Worker worker, IFlowWork proxy)
    {
        while (worker.GoesOn())
        {
            using var stop = new CancellationTokenSource(worker.Random.Next(3) == 0 ? worker.Random.Next(8) : 10_000);
            int count = worker.Random.Next(3_000);
            worker.Begins("call", count);
            try
            {
                switch (worker.Random.Next(5))
                {
                    case 0:
                        worker.Begins("awaited sum", count);
                        Assert.Equal(Sum(count), await proxy.SumAsync(Numbers(count, endless: false), stop.Token));
                        break;
                    case 1:
                        worker.Begins("awaited sum of an endless stream", count);
                        Assert.Equal(Sum(count), await proxy.SumAsync(Numbers(count, endless: true), stop.Token));
                        break;
                    case 2:
                        worker.Begins("map", count);
                        await MapAsync(worker, proxy, count / 10, stop.Token);
                        break;
                    case 3:
                        worker.Begins("body", count);
                        await PackAsync(worker, proxy, stop.Token);
                        break;
                    default:
                        worker.Begins("progress", count);
                        var heard = new Heard();
                        Assert.Equal(count, await proxy.TellAsync(count, heard, stop.Token));
                        Assert.Equal(stop.IsCancellationRequested ? heard.Count : count, heard.Count);
                        break;
                }
            }
            catch (Exception exception) when (IsHonest(exception, stop))
            {
                // Whoever ended it said so.
            }

            worker.Ends();
        }
    }

    private static async Task PackAsync(Worker worker, IFlowWork proxy, CancellationToken stop)
    {
        byte[] body = new byte[worker.Random.Next(300_000)];
        worker.Random.NextBytes(body);
        await using Stream packed = await proxy.PackAsync(new MemoryStream(body), stop);
        if (worker.Random.Next(3) == 0)
        {
            // Left in the middle.
            Assert.Equal(body.Length == 0 ? -1 : body[0], packed.ReadByte());
            return;
        }

        using var back = new MemoryStream();
        await packed.CopyToAsync(back, stop);
        Assert.True(back.ToArray().AsSpan().SequenceEqual(body));
    }

    private async Task MapAsync(Worker worker, IFlowWork proxy, int count, CancellationToken stop)
    {
        int most = worker.Random.Next(3) == 0 ? count / 2 : count;
        int seen = 0;
        await foreach (byte[] block in proxy.Map(Blocks(count), stop))
        {
            Assert.Equal((seen % 7) * 1_000, block.Length);
            if (++seen == most)
            {
                break;
            }
        }

        Assert.Equal(most == 0 ? count : most, seen);
    }

    private async IAsyncEnumerable<int> Numbers(int count, bool endless)
    {
        Interlocked.Increment(ref _open);
        try
        {
            for (int i = 0; i < count; i++)
            {
                if (i % 1_000 == 0)
                {
                    await Task.Yield();
                }

                yield return i;
            }

            while (endless)
            {
                yield return -1;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private async IAsyncEnumerable<byte[]> Blocks(int count)
    {
        Interlocked.Increment(ref _open);
        try
        {
            for (int i = 0; i < count; i++)
            {
                await Task.Yield();
                yield return new byte[(i % 7) * 1_000];
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    private static long Sum(int count) => (long)count * (count - 1) / 2;

    private static void Try(CancellationTokenSource stop, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (IsHonest(exception, stop))
        {
            // Whoever ended it said so.
        }
    }

    /// <summary>Cut by the test, or given up by this caller.</summary>
    private static bool IsHonest(Exception exception, CancellationTokenSource stop) =>
        exception is OperationCanceledException cancelled
            ? stop.IsCancellationRequested && cancelled.CancellationToken == stop.Token
            : exception is RpcException { Status: RpcStatus.Unavailable, Reason: RpcErrorReason.ConnectionLost };

    private sealed class Heard : IProgress<int>
    {
        public int Count { get; private set; }

        public void Report(int value) => Assert.Equal(Count++, value);
    }
}
