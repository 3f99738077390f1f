namespace Rpc.Stress.Tests;

/// <summary>A peer that does not read costs a bounded amount of memory: callers wait, streams stop, and all go on when it reads again.</summary>
public sealed class MemoryStress
{
    private const int Kibibyte = 1024;
    private const int Mebibyte = 1024 * 1024;

    /// <summary>What the test itself and the machine's buffers may take beside what is measured.</summary>
    private const long Room = 48 * Mebibyte;

    [Fact]
    public Task Callers_wait_while_the_peer_does_not_read_and_go_on_when_it_does() => CallersAsync(Scale.Short);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task Callers_at_night() => CallersAsync(Scale.Nightly);

    [Fact]
    public Task Answers_that_nobody_reads_stop_at_the_limit() => AnswersAsync(Scale.Short);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task Answers_at_night() => AnswersAsync(Scale.Nightly);

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Streams_that_nobody_reads_stop_their_writers_and_nobody_else(TestTransport transport) => StreamsAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Streams_at_night(TestTransport transport) => StreamsAsync(transport, Scale.Nightly);

    private static async Task CallersAsync(Scale scale)
    {
        const int Size = 16 * Kibibyte;
        const int Callers = 24;
        int times = 150 * scale.Times;
        var limits = new RpcLimits { MaxUnsentBytes = 256 * Kibibyte };
        await using Stage stage = await Stage.StartAsync(TestTransport.Tcp, limits);
        var work = new Work();
        RemoteUri uri = stage.Server.Add<IWork>(work);
        await using var link = new NarrowLink(uri, 64 * Kibibyte);
        IWork proxy = stage.Client.Get<IWork>(link.Through(uri), new ProxyOptions { Timeout = TimeSpan.FromMinutes(2) });
        Assert.Equal(1, proxy.Echo(1));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        link.StopClient(true);
        byte[] body = new byte[Size];
        for (int i = 0; i < Callers / 3; i++)
        {
            stage.Crew.Block("one-way", worker => Repeat(worker, times, () => proxy.Post(body)));
            stage.Crew.Await("one-way awaited", worker => RepeatAsync(worker, times, () => proxy.PostAsync(body).AsTask()));
            stage.Crew.Await("awaited", worker => RepeatAsync(worker, times, async () => Assert.Equal(Size, (await proxy.BodyAsync(body)).Length)));
        }

        // Nobody gets any further: back-pressure, although none of the one-way callers waits for an answer.
        long seen = -1;
        await stage.Crew.UntilAsync(
            () =>
            {
                Thread.Sleep(150);
                return stage.Client.Connections.Single().UnsentBytes >= limits.MaxUnsentBytes && seen == (seen = stage.Crew.Done);
            },
            "the callers wait for room");
        Assert.InRange(seen, 0, Callers / 3 * 2 * times / 2);
        Assert.InRange(stage.Client.Connections.Single().UnsentBytes, limits.MaxUnsentBytes, limits.MaxUnsentBytes + (Callers * 2 * Size));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Room);
        link.StopClient(false);
        await stage.Crew.EndAsync(scale.Time(10));
        Assert.Equal(Callers * times, stage.Crew.Done);
        await stage.Crew.UntilAsync(() => work.Posted == Callers / 3 * 2 * times, "every one-way call has come in");
        Assert.Single(stage.Server.Connections);
    }

    private static async Task AnswersAsync(Scale scale)
    {
        const int Size = 16 * Kibibyte;
        var limits = new RpcLimits { MaxUnsentBytes = 64 * Kibibyte, MaxMessageBytes = Mebibyte, MaxIncompleteBytes = Mebibyte };
        await using Stage stage = await Stage.StartAsync(TestTransport.Tcp, limits);
        RemoteUri uri = stage.Server.Add<IWork>(new Work());
        await using var link = new NarrowLink(uri, 64 * Kibibyte);
        IWork proxy = stage.Client.Get<IWork>(link.Through(uri), new ProxyOptions { Timeout = TimeSpan.FromMinutes(2), Retry = RetryOptions.None });
        for (int round = 0; round < scale.Times; round++)
        {
            Assert.Equal(1, proxy.Echo(1));
            long before = GC.GetTotalMemory(forceFullCollection: true);
            link.StopServer(true);

            // 48 MiB of answers; each asks for little.
            Task<byte[]>[] calls = [.. Enumerable.Range(0, 3_000).Select(i => proxy.MakeAsync(Size, (byte)i))];
            long most = limits.MaxUnsentBytes + limits.MaxIncompleteBytes + (64 * Size);
            long unsent = -1;
            await stage.Crew.UntilAsync(
                () =>
                {
                    Thread.Sleep(150);
                    long last = unsent;
                    unsent = stage.Server.Connections.Single().UnsentBytes;
                    Assert.InRange(unsent, 0, most + (3_000 * Kibibyte));
                    return unsent > 0 && unsent == last;
                },
                "nothing more is answered");
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Room);
            link.StopServer(false);
            int right = 0;
            for (int i = 0; i < calls.Length; i++)
            {
                right += await EndsWell(calls[i], (byte)i, Size) ? 1 : 0;
            }

            Assert.InRange(right, 1, 2_900);
            Assert.Equal(0, stage.Client.Connections.Single().PendingCalls);
        }
    }

    /// <summary>With its own bytes, or refused because answers wait.</summary>
    private static async Task<bool> EndsWell(Task<byte[]> call, byte value, int size)
    {
        try
        {
            byte[] block = await call.Within();
            Assert.Equal(size, block.Length);
            Assert.Equal(-1, block.AsSpan().IndexOfAnyExcept(value));
            return true;
        }
        catch (RpcException exception)
        {
            Assert.Equal(RpcErrorReason.OverLimit, exception.Reason);
            Assert.Equal(RpcOutcome.NotExecuted, exception.Outcome);
            return false;
        }
    }

    private static async Task StreamsAsync(TestTransport transport, Scale scale)
    {
        const int Streams = 150;
        const int Size = 4 * Kibibyte;
        int items = 100 * scale.Times;
        var limits = new RpcLimits();
        await using Stage stage = await Stage.StartAsync(transport, limits);
        var work = new Work();
        IWork proxy = stage.Serve<IWork>(work);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        IAsyncEnumerator<byte[]>[] streams = [.. Enumerable.Range(0, Streams).Select(_ => proxy.Blocks(Size, items).GetAsyncEnumerator())];
        await Task.WhenAll(streams.Select(async s => Assert.True(await s.MoveNextAsync()))).Within();
        int seen = -1;
        await stage.Crew.UntilAsync(
            () =>
            {
                Thread.Sleep(100);
                return seen == (seen = work.Produced);
            },
            "the writers have stopped");

        // A window that its reader may have grown once, and what is on its way.
        Assert.InRange((long)work.Produced * Size, 1, Streams * (limits.StreamWindowBytes + (64L * Kibibyte)));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, (2L * Streams * (limits.StreamWindowBytes + (64 * Kibibyte))) + Room);
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(i, await Patience.Block(() => proxy.Echo(i)));
            Assert.Equal(i, await proxy.EchoAsync(i).AsTask().Within());
        }

        foreach (IAsyncEnumerator<byte[]> stream in streams)
        {
            stage.Crew.Await("reader", worker => ReadAsync(worker, stream, items));
        }

        await stage.Crew.EndAsync(scale.Time(10));
        Assert.Equal(Streams * items, work.Produced);
        Assert.All(stage.Connections, static c => Assert.Equal(0, c.PendingCalls));
    }

    private static async Task ReadAsync(Worker worker, IAsyncEnumerator<byte[]> stream, int items)
    {
        int count = 1;
        for (; await stream.MoveNextAsync(); count++)
        {
            worker.Begins("item", count);
            Assert.Equal((byte)count, stream.Current[^1]);
        }

        Assert.Equal(items, count);
        await stream.DisposeAsync();
        worker.Ends();
    }

    private static void Repeat(Worker worker, int times, Action call)
    {
        for (int i = 0; i < times; i++)
        {
            worker.Begins("call", i);
            call();
            worker.Ends();
        }
    }

    private static async Task RepeatAsync(Worker worker, int times, Func<Task> call)
    {
        for (int i = 0; i < times; i++)
        {
            worker.Begins("call", i);
            await call();
            worker.Ends();
        }
    }
}
