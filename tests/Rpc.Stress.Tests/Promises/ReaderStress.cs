namespace Rpc.Stress.Tests;

/// <summary>The thread that reads never waits for output: two peers that fill each other's output all the time both go on reading.</summary>
public sealed class ReaderStress
{
    private const int Mebibyte = 1024 * 1024;

    /// <summary>A message of that many bytes still leaves as one frame, which has its room in the output with all other frames; longer ones have room of their own.</summary>
    private const int Frame = 60 * 1024;

    /// <summary>Little room, so that both outputs are full most of the time.</summary>
    private static readonly RpcLimits s_limits = new() { MaxUnsentBytes = 256 * 1024 };

    private static readonly ProxyOptions s_patient = new() { Timeout = TimeSpan.FromMinutes(5) };

    [Fact]
    public Task Two_peers_echo_large_bodies_both_ways_through_small_buffers() => ThroughLinkAsync(Scale.Short);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task The_same_at_night() => ThroughLinkAsync(Scale.Nightly);

    /// <summary>More bytes than both outputs and the operating system together keep, where it keeps the 200 KiB of a Unix socket.</summary>
    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Two_peers_echo_full_frames_both_ways(TestTransport transport) => FramesAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Full_frames_at_night(TestTransport transport) => FramesAsync(transport, Scale.Nightly);

    private static async Task ThroughLinkAsync(Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(TestTransport.Tcp, s_limits);
        var there = new Meeting();
        RemoteUri uri = stage.Server.Add<IMeeting>(there);
        await using var link = new NarrowLink(uri);
        await RunAsync(stage, there, stage.Client.Get<IMeeting>(link.Through(uri), s_patient), Mebibyte, awaiting: 8, scale.Times, scale);
    }

    private static async Task FramesAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport, s_limits);
        var there = new Meeting();
        await RunAsync(stage, there, stage.Serve<IMeeting>(there, s_patient), Frame, awaiting: 40, 4 * scale.Times, scale);
    }

    private static async Task RunAsync(Stage stage, Meeting there, IMeeting host, int size, int awaiting, int times, Scale scale)
    {
        host.Meet(new Meeting());
        IMeeting guest = there.Guest!;
        for (int i = 0; i < 8; i++)
        {
            stage.Crew.Block("client", worker => Echo(worker, host, size, times));
            stage.Crew.Block("server", worker => Echo(worker, guest, size, times));
        }

        for (int i = 0; i < awaiting; i++)
        {
            stage.Crew.Await("client", worker => EchoAsync(worker, host, size, times));
            stage.Crew.Await("server", worker => EchoAsync(worker, guest, size, times));
        }

        // What needs no output room: small calls, and calls given up in the middle of their bodies.
        stage.Crew.Await("gives up", worker => GiveUpAsync(worker, host, size, times * 8));
        stage.Crew.Await("gives up", worker => GiveUpAsync(worker, guest, size, times * 8));
        await stage.Crew.EndAsync(scale.Time(15));
        Assert.Single(stage.Server.Connections);
        Assert.All(stage.Connections, static c => Assert.Equal(0, c.PendingCalls));
    }

    private static byte[] NewBody(Worker worker, int size)
    {
        byte[] body = new byte[worker.Random.Next(size / 2, size)];
        worker.Random.NextBytes(body);
        return body;
    }

    private static void Echo(Worker worker, IMeeting other, int size, int times)
    {
        for (int i = 0; i < times; i++)
        {
            byte[] body = NewBody(worker, size);
            worker.Begins("echo", i);
            Assert.True(body.AsSpan().SequenceEqual(other.Body(body)));
            worker.Ends();
        }
    }

    private static async Task EchoAsync(Worker worker, IMeeting other, int size, int times)
    {
        for (int i = 0; i < times; i++)
        {
            byte[] body = NewBody(worker, size);
            worker.Begins("echo", i);
            byte[] back = await other.BodyAsync(body);
            Assert.True(body.AsSpan().SequenceEqual(back));
            worker.Begins("small echo", i);
            Assert.Equal([1, 2, 3], await other.BodyAsync([1, 2, 3]));
            worker.Ends();
        }
    }

    private static async Task GiveUpAsync(Worker worker, IMeeting other, int size, int times)
    {
        for (int i = 0; i < times; i++)
        {
            byte[] body = NewBody(worker, size);
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
