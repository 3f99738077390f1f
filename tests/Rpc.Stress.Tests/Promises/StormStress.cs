using System.Diagnostics;
using Rpc.Connections;

namespace Rpc.Stress.Tests;

/// <summary>Calls given up, late and cut off at random points: each ends for a reason that was given, and nothing of it is left on either side.</summary>
public sealed class StormStress
{
    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Calls_and_connections_that_end_at_random_leave_nothing(TestTransport transport) => EndAtRandomAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Random_ends_at_night(TestTransport transport) => EndAtRandomAsync(transport, Scale.Nightly);

    [Fact]
    public Task A_link_that_is_cut_in_the_middle_of_frames_leaves_nothing() => CutLinkAsync(Scale.Short);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task A_cut_link_at_night() => CutLinkAsync(Scale.Nightly);

    private static async Task EndAtRandomAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        var work = new Work();
        IWork proxy = stage.Serve<IWork>(work);
        var random = new Random(stage.Seed);
        await RunAsync(stage, work, proxy, scale, seen =>
        {
            if (random.Next(4) == 0)
            {
                RpcConnection[] open = [.. stage.Connections];
                seen.UnionWith(open);
                open.ElementAtOrDefault(random.Next(open.Length + 1))?.End("a test ends it");
            }
        });
    }

    private static async Task CutLinkAsync(Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(TestTransport.Tcp);
        var work = new Work();
        RemoteUri uri = stage.Server.Add<IWork>(work);
        await using var link = new NarrowLink(uri);
        IWork proxy = stage.Client.Get<IWork>(link.Through(uri));
        var random = new Random(stage.Seed);
        await RunAsync(stage, work, proxy, scale, seen =>
        {
            seen.UnionWith(stage.Connections);
            if (random.Next(4) == 0)
            {
                link.Cut();
            }
        });
        Assert.True(link.Accepted > 2, $"Only {link.Accepted} connections were made.");
    }

    /// <param name="stage">The two sides.</param>
    /// <param name="work">What is called.</param>
    /// <param name="proxy">How.</param>
    /// <param name="scale">How long.</param>
    /// <param name="strike">Ends connections sometimes; keeps those it sees.</param>
    private static async Task RunAsync(Stage stage, Work work, IWork proxy, Scale scale, Action<HashSet<RpcConnection>> strike)
    {
        TimeSpan duration = scale.Time(2.5);
        proxy.Echo(0);
        int sockets = Sockets();
        IWork hasty = RemoteProxy.With(proxy, new ProxyOptions { Timeout = TimeSpan.FromMilliseconds(5) });
        stage.Crew.GoOnFor(duration);
        for (int i = 0; i < 10; i++)
        {
            stage.Crew.Block("thread", worker => Block(worker, worker.Random.Next(3) == 0 ? hasty : proxy));
            stage.Crew.Await("awaiting", worker => AwaitAsync(worker, worker.Random.Next(3) == 0 ? hasty : proxy));
        }

        var seen = new HashSet<RpcConnection>();
        int threads = 0;
        for (long end = Environment.TickCount64 + (long)duration.TotalMilliseconds; Environment.TickCount64 < end; await Task.Delay(15))
        {
            strike(seen);
            threads = Math.Max(threads, Process.GetCurrentProcess().Threads.Count);
        }

        await stage.Crew.EndAsync(duration);
        Assert.All(stage.Crew.DoneByEach, static done => Assert.NotEqual(0, done));
        Assert.True(seen.Count > 2, $"Only {seen.Count} connections were seen.");
        seen.UnionWith(stage.Connections);
        Assert.All(seen, static c => Assert.Equal(0, c.PendingCalls));
        await stage.Crew.UntilAsync(() => work.Cancelled == work.Begun, "every handler's token has fired");
        Assert.NotEqual(0, work.Begun);
        await stage.Crew.UntilAsync(() => seen.All(static c => c.RunningHandlers == 0), "no handler runs any more");
        await stage.Crew.UntilAsync(() => stage.Server.Connections.Count <= 1 && stage.Client.Connections.Count <= 1, "only the last connection is open");
        await stage.Crew.UntilAsync(() => Sockets() <= sockets + 4, "the sockets are closed");

        // 20 callers at most, each with a handler and a rescuer; a leak would be one for each of thousands of calls.
        Assert.InRange(threads, 1, 20 + (20 * 3) + 60);
    }

    /// <summary>Open sockets of this process, where the system tells them.</summary>
    private static int Sockets() => Directory.Exists("/proc/self/fd")
        ? Directory.GetFiles("/proc/self/fd").Count(static file => new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : 0;

    private static CancellationTokenSource NewStop(Worker worker) => worker.Random.Next(3) == 0 ? new CancellationTokenSource(worker.Random.Next(8)) : new CancellationTokenSource(8);

    /// <summary>Cut by the test, given up by this caller, or late.</summary>
    private static bool IsHonest(Exception exception, CancellationTokenSource stop) =>
        exception is OperationCanceledException cancelled
            ? stop.IsCancellationRequested && cancelled.CancellationToken == stop.Token
            : exception is RpcException { Status: RpcStatus.DeadlineExceeded } or RpcException { Status: RpcStatus.Unavailable, Reason: RpcErrorReason.ConnectionLost };

    private static void Block(Worker worker, IWork proxy)
    {
        while (worker.GoesOn())
        {
            long x = worker.Random.NextInt64();
            using CancellationTokenSource stop = NewStop(worker);
            try
            {
                switch (worker.Random.Next(4))
                {
                    case 0:
                        worker.Begins("echo");
                        Assert.Equal(x, proxy.Echo(x, stop.Token));
                        break;
                    case 1:
                        worker.Begins("late echo");
                        Assert.Equal(x, proxy.EchoLater(x, worker.Random.Next(3), stop.Token));
                        break;
                    case 2:
                        worker.Begins("body");
                        byte[] body = NewBody(worker);
                        Assert.True(body.AsSpan().SequenceEqual(proxy.Body(body)));
                        break;
                    default:
                        worker.Begins("until cancelled");
                        proxy.UntilCancelled(stop.Token);
                        Assert.Fail("It ended by itself.");
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

    private static async Task AwaitAsync(Worker worker, IWork proxy)
    {
        while (worker.GoesOn())
        {
            long x = worker.Random.NextInt64();
            using CancellationTokenSource stop = NewStop(worker);
            try
            {
                switch (worker.Random.Next(5))
                {
                    case 0:
                        worker.Begins("awaited echo");
                        Assert.Equal(x, await proxy.EchoAsync(x, stop.Token));
                        break;
                    case 1:
                        worker.Begins("awaited late echo");
                        Assert.Equal(x, await proxy.EchoLaterAsync(x, worker.Random.Next(3), stop.Token));
                        break;
                    case 2:
                        worker.Begins("awaited body");
                        byte[] body = NewBody(worker);
                        Assert.Equal(body, await proxy.BodyAsync(body, stop.Token));
                        break;
                    case 3:
                        worker.Begins("stream");
                        await ReadAsync(proxy, stop.Token);
                        break;
                    default:
                        worker.Begins("awaiting until cancelled");
                        await proxy.UntilCancelledAsync(stop.Token);
                        Assert.Fail("It ended by itself.");
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

    private static async Task ReadAsync(IWork proxy, CancellationToken stop)
    {
        int count = 0;
        await foreach (byte[] block in proxy.Blocks(2_000, 60, stop))
        {
            Assert.Equal((byte)count++, block[^1]);
        }

        Assert.Equal(60, count);
    }

    private static byte[] NewBody(Worker worker)
    {
        byte[] body = new byte[worker.Random.Next(200_000)];
        worker.Random.NextBytes(body);
        return body;
    }
}
