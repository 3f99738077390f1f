using System.Diagnostics;
using Rpc.Calls;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>What a server tells of the calls of one object.</summary>
public sealed class LoadTests() : RpcTest(TestTransport.Tcp)
{
    private static readonly TimeSpan s_stretch = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Calls_and_failures_are_counted_for_each_method_of_the_object_that_is_watched()
    {
        RemoteUri uri = Server.Add<IShapes>(new Shapes());
        IShapes watched = Client.Get<IShapes>(uri);
        IShapes other = Client.Get<IShapes>(Server.Add<IShapes>(new Shapes()));
        long made = 0;
        long squares = 0;
        double seconds = 0;
        var watch = Stopwatch.StartNew();
        using var enough = new CancellationTokenSource();
        await foreach (ObjectLoad load in NewClient().WatchLoadAsync(uri, s_stretch, enough.Token).WithCancellation(CancellationToken.None))
        {

            // Stretches lie behind each other: a late one makes the next one short.
            Assert.True(load.Seconds > 0);
            Assert.InRange(seconds += load.Seconds, 0, watch.Elapsed.TotalSeconds);
            Assert.InRange(load.Connections, 1, 2);
            foreach (MethodLoad method in load.Methods)
            {
                Assert.Equal("Square(int)", method.Signature);
                Assert.Equal(0, method.Failed);
                Assert.InRange(method.Median, 0, method.P90);
                Assert.InRange(method.P90, 0, method.P99);
                Assert.InRange(method.P99, 0, method.Longest);
                Assert.InRange(method.Mean, 0, method.Longest);
                squares += method.Calls;
            }

            if (made == 20 && squares >= made)
            {
                break;
            }

            // A stretch may end among them.
            for (int i = 0; i < 10 && made < 20; i++, made++)
            {
                watched.Square(i);
                other.Poke();
            }
        }

        Assert.Equal(made, squares);
    }

    [Fact]
    public async Task Nobody_learns_of_an_object_that_is_not_there_or_of_a_stretch_that_is_too_short()
    {
        Assert.Equal(RpcStatus.NotFound, (await FailureAsync(Address.WithObject("nobody"), s_stretch)).Status);
        Assert.Equal(RpcStatus.InvalidArgument, (await FailureAsync(Server.Add<IShapes>(new Shapes()), TimeSpan.FromMilliseconds(1))).Status);
        Assert.Equal(RpcStatus.InvalidArgument, (await FailureAsync(Address, s_stretch)).Status);
    }

    [Fact]
    public async Task Who_may_not_bind_an_object_does_not_learn_of_its_calls()
    {
        RemoteUri uri = Server.Add<IShapes>(new Shapes(), "kept", new ObjectOptions { RequireRoles = ["admin"] });
        Assert.Equal(RpcStatus.PermissionDenied, (await FailureAsync(uri, s_stretch)).Status);
    }

    [Fact]
    public async Task Who_watches_does_not_keep_a_server_from_stopping()
    {
        RemoteUri uri = Server.Add<IShapes>(new Shapes());
        await using IAsyncEnumerator<ObjectLoad> loads = Client.WatchLoadAsync(uri, s_stretch).GetAsyncEnumerator();

        // From the first stretch on the watch is at the server.
        Assert.True(await loads.MoveNextAsync().AsTask().Within());
        Task stop = Server.StopAsync().AsTask();
        while (await loads.MoveNextAsync().AsTask().Within())
        {
        }

        await stop.Within();
    }

    [Fact]
    public void The_id_of_the_one_who_tells_cannot_be_taken()
    {
        RpcException taken = Assert.Throws<RpcException>(() => Server.Add<IShapes>(new Shapes(), "rpc.load", new ObjectOptions { Replace = true }));
        Assert.Equal(RpcStatus.AlreadyExists, taken.Status);
    }

    [Fact]
    public void Each_time_has_a_bucket_whose_end_is_at_most_an_eighth_further()
    {
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++)
        {
            long nanoseconds = random.NextInt64(1L << random.Next(1, 45));
            double most = LoadCounters.MostOf(LoadCounters.BucketOf(nanoseconds));
            Assert.InRange(most, nanoseconds, Math.Max(nanoseconds + 1, nanoseconds * 1.126));
        }
    }

    private async Task<RpcException> FailureAsync(RemoteUri uri, TimeSpan stretch) => await Assert.ThrowsAsync<RpcException>(async () =>
    {
        await foreach (ObjectLoad load in Client.WatchLoadAsync(uri, stretch))
        {
            Assert.Fail($"There was load: {load}");
        }
    });
}
