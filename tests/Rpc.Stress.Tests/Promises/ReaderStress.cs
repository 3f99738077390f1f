namespace Rpc.Stress.Tests;

/// <summary>The thread that reads never waits for output: two peers that fill each other's output all the time both go on reading.</summary>
public sealed class ReaderStress
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public Task Two_peers_echo_large_bodies_both_ways_through_small_buffers() => RunAsync(Scale.Short);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task The_same_at_night() => RunAsync(Scale.Nightly);

    private static async Task RunAsync(Scale scale)
    {
        int times = scale.Times;

        // Little room, so that both outputs are full most of the time.
        await using Stage stage = await Stage.StartAsync(TestTransport.Tcp, new RpcLimits { MaxUnsentBytes = 256 * 1024 });
        var there = new Meeting();
        RemoteUri uri = stage.Server.Add<IMeeting>(there);
        await using var link = new NarrowLink(uri);
        IMeeting host = stage.Client.Get<IMeeting>(link.Through(uri), new ProxyOptions { Timeout = TimeSpan.FromMinutes(5) });
        host.Meet(new Meeting());
        IMeeting guest = there.Guest!;
        for (int i = 0; i < 8; i++)
        {
            stage.Crew.Block("client", worker => Echo(worker, host, times));
            stage.Crew.Block("server", worker => Echo(worker, guest, times));
            stage.Crew.Await("client", worker => EchoAsync(worker, host, times));
            stage.Crew.Await("server", worker => EchoAsync(worker, guest, times));
        }

        // What needs no output room: small calls, and calls given up in the middle of their bodies.
        stage.Crew.Await("gives up", worker => GiveUpAsync(worker, host, times * 8));
        stage.Crew.Await("gives up", worker => GiveUpAsync(worker, guest, times * 8));
        await stage.Crew.EndAsync(scale.Time(15));
        Assert.Single(stage.Server.Connections);
        Assert.All(stage.Connections, static c => Assert.Equal(0, c.PendingCalls));
    }

    private static byte[] NewBody(Worker worker)
    {
        byte[] body = new byte[worker.Random.Next(Mebibyte / 2, Mebibyte)];
        worker.Random.NextBytes(body);
        return body;
    }

    private static void Echo(Worker worker, IMeeting other, int times)
    {
        for (int i = 0; i < times; i++)
        {
            byte[] body = NewBody(worker);
            worker.Begins("echo", i);
            Assert.True(body.AsSpan().SequenceEqual(other.Body(body)));
            worker.Ends();
        }
    }

    private static async Task EchoAsync(Worker worker, IMeeting other, int times)
    {
        for (int i = 0; i < times; i++)
        {
            byte[] body = NewBody(worker);
            worker.Begins("echo", i);
            byte[] back = await other.BodyAsync(body);
            Assert.True(body.AsSpan().SequenceEqual(back));
            worker.Begins("small echo", i);
            Assert.Equal([1, 2, 3], await other.BodyAsync([1, 2, 3]));
            worker.Ends();
        }
    }

    private static async Task GiveUpAsync(Worker worker, IMeeting other, int times)
    {
        for (int i = 0; i < times; i++)
        {
            byte[] body = NewBody(worker);
            using var stop = new CancellationTokenSource(worker.Random.Next(40));
            worker.Begins("echo to be given up", i);
            try
            {
                byte[] back = await other.BodyAsync(body, stop.Token);
                Assert.True(body.AsSpan().SequenceEqual(back));
            }
            catch (OperationCanceledException exception) when (exception.CancellationToken == stop.Token)
            {
                // As it was meant.
            }

            worker.Ends();
        }
    }
}
