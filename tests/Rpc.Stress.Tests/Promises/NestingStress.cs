namespace Rpc.Stress.Tests;

/// <summary>Calls inside calls, both ways at once over one connection and around several servers: no deadlock, and the right answers.</summary>
public sealed class NestingStress
{
    private const int Deepest = 30;

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Chains_that_begin_on_both_sides_of_one_connection_all_end(TestTransport transport) => BothWaysAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Both_ways_at_night(TestTransport transport) => BothWaysAsync(transport, Scale.Nightly);

    [Theory]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Chains_around_three_servers_come_back_to_where_they_began(TestTransport transport) => AroundAsync(transport, Scale.Short);

    [Theory]
    [Trait("Category", "Nightly")]
    [MemberData(nameof(On.Every), MemberType = typeof(On), DisableDiscoveryEnumeration = true)]
    public Task Around_three_servers_at_night(TestTransport transport) => AroundAsync(transport, Scale.Nightly);

    private static async Task BothWaysAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        var here = new Nest();
        var there = new Nest();
        INest proxy = stage.Serve<INest>(there);
        proxy.Meet(here);
        INest back = there.Guest!;
        stage.Crew.GoOnFor(scale.Time(1.5));
        for (int i = 0; i < 5; i++)
        {
            stage.Crew.Block("client", worker => Descend(worker, proxy, here));
            stage.Crew.Block("server", worker => Descend(worker, back, there));
            stage.Crew.Await("client", worker => DescendAsync(worker, proxy, here));
            stage.Crew.Await("server", worker => DescendAsync(worker, back, there));
        }

        await stage.Crew.EndAsync(scale.Time(1.5));
        Assert.All(stage.Crew.DoneByEach, static done => Assert.NotEqual(0, done));
        await stage.Crew.UntilAsync(() => here.Poked + there.Poked == here.Pokes + there.Pokes, "every one-way call inside a chain has run");
        Assert.NotEqual(0, here.Poked);
        Assert.Single(stage.Server.Connections);
        Assert.All(stage.Connections, static c => Assert.Equal(0, c.PendingCalls));
        await stage.Crew.UntilAsync(() => stage.Connections.All(static c => c.RunningHandlers == 0), "no handler runs any more");
    }

    private static void Descend(Worker worker, INest other, Nest own)
    {
        while (worker.GoesOn())
        {
            int depth = worker.Random.Next(Deepest + 1);
            int seed = worker.Random.Next();
            worker.Begins("a descent to", depth);
            Assert.Equal(Nest.Expected(depth, seed), other.Down(own, depth, seed));
            worker.Ends();
        }
    }

    private static async Task DescendAsync(Worker worker, INest other, Nest own)
    {
        while (worker.GoesOn())
        {
            int depth = worker.Random.Next(Deepest + 1);
            int seed = worker.Random.Next();
            worker.Begins("an awaited descent to", depth);
            Assert.Equal(Nest.Expected(depth, seed), await other.DownAsync(own, depth, seed));
            worker.Ends();
        }
    }

    private static async Task AroundAsync(TestTransport transport, Scale scale)
    {
        await using Stage stage = await Stage.StartAsync(transport);
        RpcServer[] servers = [stage.Server, await stage.NewServerAsync(), await stage.NewServerAsync()];
        INest[] objects = [new Nest(), new Nest(), new Nest()];
        RemoteUri[] uris = [.. servers.Zip(objects, static (server, target) => server.Add(target))];
        stage.Crew.GoOnFor(scale.Time(1.2));
        for (int i = 0; i < 9; i++)
        {
            RpcClient client = servers[i % 3].Client;
            INest[] stops = [.. uris.Select(uri => client.Get<INest>(uri))];

            // Each begins inside one of the servers, and some stops are objects of the caller's own that were never added.
            stage.Crew.Block($"server {i % 3}", worker => Tour(worker, stops, own: i % 2 == 0 ? new Nest() : null));
        }

        await stage.Crew.EndAsync(scale.Time(1.2));
        Assert.All(stage.Crew.DoneByEach, static done => Assert.NotEqual(0, done));
        Assert.All(stage.Connections, static c => Assert.Equal(0, c.PendingCalls));
    }

    private static void Tour(Worker worker, INest[] stops, INest? own)
    {
        // The two shapes that deadlock easily come first: A -> B -> A and A -> B -> C -> A.
        List<INest>[] first = [[stops[1], stops[0]], [stops[1], stops[2], stops[0]], [stops[0], stops[1], stops[0], stops[1]]];
        for (int i = 0; worker.GoesOn(); i++)
        {
            List<INest> tour = i < first.Length
                ? first[i]
                : [.. Enumerable.Range(0, worker.Random.Next(1, 12)).Select(_ => own is not null && worker.Random.Next(5) == 0 ? own : stops[worker.Random.Next(stops.Length)])];
            worker.Begins("a tour of", tour.Count);
            Assert.Equal(tour.Count - 1, tour[0].Tour(tour[1..]));
            worker.Ends();
        }
    }
}
