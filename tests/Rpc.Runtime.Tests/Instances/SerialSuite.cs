using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Objects that run one call at a time.</summary>
public abstract class SerialSuite(TestTransport transport) : RpcTest(transport)
{
    private static readonly ObjectOptions s_serial = new() { Concurrency = Concurrency.Serial };

    [Fact]
    public async Task Calls_from_everywhere_run_one_at_a_time()
    {
        var counter = new Counter(0);
        RemoteUri uri = Server.Add<ICounter>(counter, options: s_serial);
        ICounter[] proxies = [Client.Get<ICounter>(uri), NewClient().Get<ICounter>(uri), NewClient().Get<ICounter>(uri)];
        await Task.WhenAll(Enumerable.Range(0, 120).Select(i => i % 3 == 0
            ? Patience.Block(() => proxies[i % 2].AddBlocking(1))
            : proxies[i % 3].AddSlowlyAsync(1))).Within();
        Assert.Equal(1, counter.MostInside);
        Assert.Equal(120, counter.Value);
    }

    [Fact]
    public async Task Calls_of_one_caller_run_in_order_one_way_calls_too()
    {
        var counter = new Counter(0);
        ICounter proxy = Client.Get<ICounter>(Server.Add<ICounter>(counter, options: s_serial));
        Task<int> slow = proxy.AddSlowlyAsync(1_000);
        for (int i = 0; i < 50; i++)
        {
            proxy.Note(1);
        }

        Assert.Equal(1_050, proxy.Add(0));
        Assert.Equal(1_000, await slow.Within());
    }

    [Fact]
    public async Task An_object_that_is_called_back_by_whom_it_calls_lets_that_in()
    {
        ICounter proxy = Client.Get<ICounter>(Server.Add<ICounter>(new Counter(0), options: s_serial));
        var caller = new CounterCaller(proxy);
        Assert.Equal(3, await Patience.Block(() => proxy.Through(caller, 3)));
        Task<int>[] calls = [.. Enumerable.Range(0, 20).Select(_ => Patience.Block(() => proxy.Through(caller, 1)))];
        await Task.WhenAll(calls).Within();
        Assert.Equal(23, proxy.Add(0));
    }

    [Fact]
    public async Task A_slow_serial_object_holds_nobody_else_back()
    {
        ICounter serial = Client.Get<ICounter>(Server.Add<ICounter>(new Counter(0), options: s_serial));
        ICounter other = Serve<ICounter>(new Counter(0));
        await using IAsyncEnumerator<int> stream = serial.Count(1_000_000, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await stream.MoveNextAsync().AsTask().Within());
        Task<int>[] waiting = [.. Enumerable.Range(0, 10).Select(_ => serial.AddAsync(1))];
        for (int i = 1; i <= 200; i++)
        {
            Assert.Equal(i, other.Add(1));
        }

        Assert.All(waiting, static call => Assert.False(call.IsCompleted));
        await stream.DisposeAsync().AsTask().Within();
        await Task.WhenAll(waiting).Within();
    }

    [Fact]
    public async Task A_call_that_gives_up_while_it_waits_never_runs()
    {
        var counter = new Counter(0);
        ICounter proxy = Client.Get<ICounter>(Server.Add<ICounter>(counter, options: s_serial));
        IAsyncEnumerator<int> stream = proxy.Count(1_000_000, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await stream.MoveNextAsync().AsTask().Within());
        using var cancel = new CancellationTokenSource();
        Task<int>[] calls = [.. Enumerable.Range(0, 20).Select(_ => proxy.AddAsync(100_000_000, cancel.Token))];
        await Patience.UntilAsync(() => Server.Connections.Single().RunningHandlers == 21, "all wait");
        await cancel.CancelAsync();
        foreach (Task<int> call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Within());
        }

        await stream.DisposeAsync().AsTask().Within();
        await Patience.UntilAsync(() => Server.Connections.Single().RunningHandlers == 0, "nothing runs any more");
        Assert.True(counter.Value < 100_000_000);
    }

    [Fact]
    public async Task Sessions_are_serial_each_for_itself()
    {
        var factory = new Factory();
        RemoteUri uri = Server.Add<ICounter>(factory.MakeAsync, InstanceMode.Session, options: s_serial);
        ICounter[] proxies = [.. Enumerable.Range(0, 4).Select(_ => Client.Get<ICounter>(uri))];
        await Task.WhenAll(Enumerable.Range(0, 80).Select(i => proxies[i % 4].AddSlowlyAsync(1))).Within();
        Assert.All(factory.Made, static made => Assert.Equal((1, 20), (made.MostInside, made.Value)));
        Assert.Equal(4, factory.Made.Count);
    }

    private sealed class CounterCaller(ICounter counter) : ICounterCaller
    {
        public int AddTo(int amount) => counter.Add(amount);
    }
}
