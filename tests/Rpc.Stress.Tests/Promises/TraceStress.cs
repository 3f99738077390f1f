using System.Diagnostics;
using Rpc.Connections;

namespace Rpc.Stress.Tests;

/// <summary>Traced calls of every kind that are given up and cut off at random points: every span that has begun ends, once, and none stays current where it does not belong.</summary>
public sealed class TraceStress : IDisposable
{
    private readonly ActivityListener _listener;
    private long _begun;
    private long _ended;
    private long _served;

    public TraceStress()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Rpc.Runtime",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ => Interlocked.Increment(ref _begun),
            ActivityStopped = activity =>
            {
                Interlocked.Increment(ref _ended);
                if (activity.Kind == ActivityKind.Server)
                {
                    Interlocked.Increment(ref _served);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public async Task Every_span_ends_once_whatever_becomes_of_its_call(TestTransport transport)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        IFlowWork flows = stage.Serve<IFlowWork>(new FlowWork());
        IWork work = stage.Serve<IWork>(new Work());
        TimeSpan duration = Scale.Short.Time(2);
        stage.Crew.GoOnFor(duration);
        for (int i = 0; i < 3; i++)
        {
            stage.Crew.Block("thread", worker => Block(worker, work));
        }

        for (int i = 0; i < 9; i++)
        {
            stage.Crew.Await("awaiting", worker => AwaitAsync(worker, work, flows));
        }

        var random = new Random(stage.Seed);
        for (long end = Environment.TickCount64 + (long)duration.TotalMilliseconds; Environment.TickCount64 < end; await Task.Delay(20))
        {
            RpcConnection[] open = [.. stage.Connections];
            if (random.Next(8) == 0)
            {
                open.ElementAtOrDefault(random.Next(open.Length + 1))?.End("a test ends it");
            }
        }

        await stage.Crew.EndAsync(duration);
        Assert.All(stage.Crew.DoneByEach, static done => Assert.NotEqual(0, done));
        await stage.Crew.UntilAsync(() => Volatile.Read(ref _begun) == Volatile.Read(ref _ended), $"every span has ended: {_begun} have begun, {_ended} have ended");
        Assert.InRange(Volatile.Read(ref _served), 100, long.MaxValue);
        Assert.InRange(_ended - _served, _served / 2, long.MaxValue);
    }

    private static void Block(Worker worker, IWork work)
    {
        using var own = new Activity("own");
        own.Start();
        while (worker.GoesOn())
        {
            using var stop = new CancellationTokenSource(worker.Random.Next(3) == 0 ? worker.Random.Next(5) : 10_000);
            long x = worker.Random.Next();
            worker.Begins("call", x);
            try
            {
                if (worker.Random.Next(4) == 0)
                {
                    work.Post(new byte[8]);
                }
                else
                {
                    Assert.Equal(x, work.EchoLater(x, worker.Random.Next(3), stop.Token));
                }
            }
            catch (Exception exception) when (IsHonest(exception, stop))
            {
                // Whoever ended it said so.
            }

            Assert.Same(own, Activity.Current);
            worker.Ends();
        }
    }

    private static async Task AwaitAsync(Worker worker, IWork work, IFlowWork flows)
    {
        using var own = new Activity("own");
        own.Start();
        while (worker.GoesOn())
        {
            using var stop = new CancellationTokenSource(worker.Random.Next(3) == 0 ? worker.Random.Next(5) : 10_000);
            int count = worker.Random.Next(200);
            worker.Begins("call", count);
            try
            {
                switch (worker.Random.Next(4))
                {
                    case 0:
                        Assert.Equal(count, await work.EchoLaterAsync(count, worker.Random.Next(3), stop.Token));
                        break;
                    case 1:
                        await flows.SumAsync(Numbers(count), stop.Token);
                        break;
                    case 2:
                        await work.UntilCancelledAsync(new CancellationTokenSource(worker.Random.Next(5)).Token);
                        break;
                    default:
                        await ReadAsync(work.Blocks(10, count, stop.Token), worker.Random.Next(count + 1));
                        break;
                }
            }
            catch (OperationCanceledException)
            {
                // Its own token has fired.
            }
            catch (Exception exception) when (IsHonest(exception, stop))
            {
                // Whoever ended it said so.
            }

            Assert.Same(own, Activity.Current);
            worker.Ends();
        }
    }

    /// <summary>Reads a part of a stream, and leaves it while something else is current.</summary>
    private static async Task ReadAsync(IAsyncEnumerable<byte[]> blocks, int most)
    {
        IAsyncEnumerator<byte[]> reader = blocks.GetAsyncEnumerator();
        try
        {
            while (most-- > 0 && await reader.MoveNextAsync())
            {
            }
        }
        finally
        {
            using var other = new Activity("other");
            other.Start();
            await reader.DisposeAsync();
            Assert.Same(other, Activity.Current);
        }
    }

    private static async IAsyncEnumerable<int> Numbers(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (i % 50 == 0)
            {
                await Task.Yield();
            }

            yield return i;
        }
    }

    /// <summary>Cut by the test, or given up by this caller.</summary>
    private static bool IsHonest(Exception exception, CancellationTokenSource stop) =>
        exception is OperationCanceledException ? stop.IsCancellationRequested : exception is RpcException { Status: RpcStatus.Unavailable, Reason: RpcErrorReason.ConnectionLost };
}
