using Rpc.Connections;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Objects that a factory makes: one for all, one for each proxy, one for each call.</summary>
public abstract class InstanceSuite(TestTransport transport) : RpcTest(transport)
{
    private readonly Factory _factory = new();

    [Fact]
    public async Task A_single_object_is_made_for_the_first_call_and_disposed_with_its_server()
    {
        (RpcServer server, _) = await StartServerAsync();
        RemoteUri uri = server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Single);
        Assert.Empty(_factory.Made);
        ICounter[] proxies = [.. Enumerable.Range(0, 8).Select(_ => Client.Get<ICounter>(uri))];
        await Task.WhenAll(proxies.Select(static proxy => proxy.AddAsync(1))).Within();
        Assert.Equal(9, proxies[0].Add(1));
        Assert.Single(_factory.Made);
        Assert.Equal(0, _factory.Disposed);
        await server.StopAsync().AsTask().Within();
        Assert.Equal(1, Assert.Single(_factory.Made).Disposals);
    }

    [Fact]
    public async Task A_removed_single_object_is_disposed_once_its_calls_have_ended()
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Single);
        ICounter proxy = Client.Get<ICounter>(uri);
        await using IAsyncEnumerator<int> stream = proxy.Count(100_000, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await stream.MoveNextAsync().AsTask().Within());
        Assert.True(Server.Remove(uri.ObjectId!));
        RpcException gone = Assert.Throws<RpcException>(() => proxy.Add(1));
        Assert.Equal(RpcErrorReason.NoSuchObject, gone.Reason);
        Assert.Equal(0, _factory.Disposed);
        await stream.DisposeAsync().AsTask().Within();
        await _factory.AllDisposedAsync();
    }

    [Fact]
    public async Task Each_proxy_has_a_session_that_ends_with_it()
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Session);
        ICounter first = Client.Get<ICounter>(uri);
        ICounter second = Client.Get<ICounter>(uri);
        Assert.Equal(1, first.Add(1));
        Assert.Equal(2, await first.AddAsync(1));
        Assert.Equal(10, second.Add(10));
        Assert.NotEqual(first.Number, second.Number);
        ICounter same = RemoteProxy.With(first, new ProxyOptions { Timeout = TimeSpan.FromSeconds(9) });
        Assert.Equal(3, same.Add(1));
        await RemoteProxy.ReleaseAsync(first);
        await Patience.UntilAsync(() => _factory.Disposed == 1, "the first session's object is disposed");
        Assert.Equal(RpcOutcome.NotExecuted, Assert.Throws<RpcException>(() => first.Add(1)).Outcome);
        Assert.Equal(11, second.Add(1));
        await ((IAsyncDisposable)second).DisposeAsync();
        await _factory.AllDisposedAsync();
    }

    [Fact]
    public async Task First_calls_at_once_through_one_proxy_are_one_session()
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Session);
        for (int round = 0; round < 10; round++)
        {
            ICounter proxy = NewClient().Get<ICounter>(uri);
            await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? Patience.Block(() => proxy.Add(1)) : proxy.AddAsync(1))).Within();
            Assert.Equal(12, proxy.Add(0));
        }

        Assert.Equal(10, _factory.Made.Count);
    }

    [Fact]
    public async Task A_session_that_nobody_has_any_more_ends()
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Session);
        Use(Client, uri);
        await Patience.UntilAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return _factory.Disposed == 1;
            },
            "the object of a proxy that is garbage is disposed");

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Use(RpcClient client, RemoteUri uri) => client.Get<ICounter>(uri).Add(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_session_is_told_and_never_replaced_silently(bool sync)
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Session);
        ICounter proxy = Client.Get<ICounter>(uri);
        Assert.Equal(5, proxy.Add(5));
        foreach (RpcConnection connection in Server.Connections)
        {
            connection.End("a test ends it");
        }

        await _factory.AllDisposedAsync();
        for (int i = 0; i < 3; i++)
        {
            // The first call may find the connection open still, and then it is lost with it.
            RpcException lost = await Assert.ThrowsAsync<RpcException>(async () => _ = sync ? proxy.Add(1) : await proxy.AddAsync(1).Within());
            Assert.Contains(lost.Reason, new[] { RpcErrorReason.SessionLost, i == 0 ? RpcErrorReason.ConnectionLost : RpcErrorReason.SessionLost });
        }

        ICounter again = Client.Get<ICounter>(uri);
        Assert.Equal(1, again.Add(1));
        Assert.Equal(2, _factory.Made.Count);
    }

    [Fact]
    public async Task Sessions_end_with_the_connection_while_their_calls_run()
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Session);
        RpcClient client = NewClient();
        await using IAsyncEnumerator<int> stream = client.Get<ICounter>(uri).Count(1_000_000, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await stream.MoveNextAsync().AsTask().Within());
        await client.DisposeAsync();
        await _factory.AllDisposedAsync();
        Assert.Single(_factory.Made);
    }

    [Fact]
    public async Task A_long_one_way_call_arrives_although_its_session_ends_behind_it()
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Session);
        ICounter proxy = Client.Get<ICounter>(uri);
        proxy.Add(0);
        proxy.NoteMuch(new byte[3_000_000]);
        await RemoteProxy.ReleaseAsync(proxy);
        await _factory.AllDisposedAsync();
        Assert.Equal(3_000_000, Assert.Single(_factory.Made).Value);
    }

    [Fact]
    public async Task Each_call_has_an_object_that_is_disposed_after_it()
    {
        ICounter proxy = Client.Get<ICounter>(Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.PerCall));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(1, i % 2 == 0 ? proxy.Add(1) : await proxy.AddAsync(1).Within());
        }

        List<int> items = await proxy.Count(50).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 50), items);
        proxy.Note(1);
        await Patience.UntilAsync(() => _factory.Made.Count == 22, "the one-way call has run");
        await _factory.AllDisposedAsync();
    }

    [Theory]
    [InlineData(InstanceMode.Single)]
    [InlineData(InstanceMode.Session)]
    [InlineData(InstanceMode.PerCall)]
    public async Task Calls_wait_for_an_object_that_takes_its_time_and_others_do_not(InstanceMode mode)
    {
        _factory.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ICounter slow = Client.Get<ICounter>(Server.Add<ICounter>(_factory.MakeAsync, mode));
        Task<int>[] calls = [.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? slow.AddAsync(1) : Patience.Block(() => slow.Add(1)))];
        ICounter other = Serve<ICounter>(new Counter(0));
        Assert.Equal(1, other.Add(1));
        Assert.Equal(2, await other.AddAsync(1).Within());
        await Patience.UntilAsync(() => Server.Connections.Single().RunningHandlers == 20, "all calls wait");
        _factory.Gate.SetResult();
        int[] sums = await Task.WhenAll(calls).Within();
        Assert.Equal(mode == InstanceMode.PerCall ? Enumerable.Repeat(1, 20) : Enumerable.Range(1, 20), sums.Order());
        Assert.Equal(mode == InstanceMode.PerCall ? 20 : 1, _factory.Made.Count);
        await Patience.UntilAsync(() => Server.Connections.Single().RunningHandlers == 0, "nothing runs any more");
    }

    [Theory]
    [InlineData(InstanceMode.Single, true)]
    [InlineData(InstanceMode.Single, false)]
    [InlineData(InstanceMode.Session, true)]
    [InlineData(InstanceMode.Session, false)]
    [InlineData(InstanceMode.PerCall, true)]
    [InlineData(InstanceMode.PerCall, false)]
    public async Task A_factory_that_fails_is_told_to_its_caller_and_tried_again(InstanceMode mode, bool atOnce)
    {
        ICounter proxy = Client.Get<ICounter>(Server.Add<ICounter>(_factory.MakeAsync, mode));
        _factory.Failure = new InvalidOperationException("No counter today.");
        TaskCompletionSource? gate = null;
        if (!atOnce)
        {
            _factory.Gate = gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Task<int> first = proxy.AddAsync(1);
        Task<int> second = Patience.Block(() => proxy.Add(1));
        gate?.SetResult();
        Assert.Equal("No counter today.", (await Assert.ThrowsAsync<InvalidOperationException>(() => first.Within())).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => second.Within());
        _factory.Failure = null;
        Assert.Equal(1, proxy.Add(1));
    }

    [Fact]
    public async Task A_factory_that_makes_nothing_is_told()
    {
        ICounter proxy = Client.Get<ICounter>(Server.Add<ICounter>(static _ => new ValueTask<ICounter>((ICounter)null!), InstanceMode.PerCall, "nothing"));
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => proxy.AddAsync(1).Within());
        Assert.Contains("nothing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_calls_leave_no_session_and_no_binding_behind()
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Session);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(1, (await Client.CallJsonAsync(uri, "Add", "[1]", TestContext.Current.CancellationToken)).GetInt32());
        }

        Assert.Equal(20, _factory.Made.Count);
        await _factory.AllDisposedAsync();
        await Patience.UntilAsync(() => Server.Connections.Single().BoundObjects == 0, "nothing is bound any more");
    }

    [Fact]
    public async Task A_replaced_object_gives_way_to_the_new_one_in_proxies_that_exist()
    {
        RemoteUri uri = Server.Add<ICounter>(_factory.MakeAsync, InstanceMode.Single, "counter");
        ICounter proxy = Client.Get<ICounter>(uri);
        Assert.Equal(1, proxy.Add(1));
        RpcException taken = Assert.Throws<RpcException>(() => Server.Add<ICounter>(new Counter(7), "counter"));
        Assert.Equal(RpcStatus.AlreadyExists, taken.Status);
        for (int i = 7; i < 12; i++)
        {
            var next = new Counter(i);
            Server.Add<ICounter>(next, "counter", new ObjectOptions { Replace = true });
            Assert.Equal(i, proxy.Number);
        }

        await _factory.AllDisposedAsync();
        RpcException another = Assert.Throws<RpcException>(() => Server.Add<IContexts>(new Contexts(), "counter", new ObjectOptions { Replace = true }));
        Assert.Equal(RpcStatus.FailedPrecondition, another.Status);
        Assert.True(Server.Remove("counter"));
        Assert.Equal(RpcErrorReason.NoSuchObject, Assert.Throws<RpcException>(() => proxy.Number).Reason);
    }

    [Fact]
    public void A_mode_that_does_not_exist_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Server.Add<ICounter>(_factory.MakeAsync, (InstanceMode)7));
}
