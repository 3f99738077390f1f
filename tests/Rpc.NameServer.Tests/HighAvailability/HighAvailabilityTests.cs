using Rpc.Naming;
using Rpc.NameServer.Tests.Postgres;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.NameServer.Tests.HighAvailability;

/// <summary>Three name servers over one database: any of them is killed, and the database with its whole machine, under a load of lookups, registrations and watches.</summary>
public sealed class HighAvailabilityTests : IAsyncLifetime
{
    private const int Writers = 6;
    private const int Publishers = 4;
    private const int NamesOfOne = 10;
    private const int Readers = 6;
    private const int Watchers = 6;

    /// <summary>Followers hear of a change at once, or ask within a second; the rest is for a busy machine.</summary>
    private const long Staleness = 5000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HistoryOfNames _history = new();
    private Cluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        _cluster = await Cluster.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public Task Nothing_is_lost_while_name_servers_and_the_database_are_killed() => RunAsync(TimeSpan.FromSeconds(30));

    [Fact]
    [Trait("Category", "Nightly")]
    public Task Nothing_is_lost_while_they_are_killed_for_ten_minutes() => RunAsync(TimeSpan.FromMinutes(10));

    [Fact]
    public async Task While_the_database_is_away_names_are_found_and_changes_refused_and_then_all_goes_on()
    {
        await using var client = new RpcClient();
        INameServer names = _cluster.Client(0, client).NameServer;
        await using var publisher = new Publisher(_cluster.Client(1, client));
        await publisher.PublishAsync("kept", RemoteUri.Parse("rpc://10.0.0.1:1/x"), new PublishOptions { Lease = TimeSpan.FromSeconds(3) }, TestContext.Current.CancellationToken);

        // The others hear of it soon, and of nothing once the database is away.
        await Eventually.TrueAsync(async () => await names.CountAsync(new NameFilter(Prefix: "kept")) == 1, Patience);
        await _cluster.Database.KillAsync();

        // Longer than the lease: no heartbeat can be stored, and nothing expires.
        var away = System.Diagnostics.Stopwatch.StartNew();
        while (away.Elapsed < TimeSpan.FromSeconds(5))
        {
            Assert.Equal("rpc://10.0.0.1:1/x", Assert.Single((await names.LookupAsync("kept", TestContext.Current.CancellationToken)).Instances).Uri);
        }

        RpcException refused = await Assert.ThrowsAsync<RpcException>(() => names.RegisterAsync(new NameRegistration("other", "rpc://10.0.0.1:1/y", "s")));
        Assert.Equal(RpcStatus.Unavailable, refused.Status);
        Assert.Contains("changes are refused until it is back", refused.Message, StringComparison.Ordinal);

        await _cluster.Database.StartAsync();
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                await names.RegisterAsync(new NameRegistration("other", "rpc://10.0.0.1:1/y", "s"));
                return true;
            }
            catch (RpcException)
            {
                return false;
            }
        }, Patience);
        Assert.NotNull(await names.LookupAsync("kept", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task When_the_one_that_removes_what_is_over_stands_still_another_does_it()
    {
        string leader = await _cluster.Database.SqlAsync("names", "SELECT leader FROM rpc_names.service");
        int index = await IndexOfAsync(leader);
        await using var client = new RpcClient();
        INameServer names = _cluster.Client(index + 1, client).NameServer;
        await names.RegisterAsync(new NameRegistration("short", "rpc://10.0.0.1:1/x", "s", LeaseSeconds: 2));

        _cluster.Signal(index, "STOP");

        await Eventually.TrueAsync(async () => (await names.CountAsync(new NameFilter(Prefix: "short"))) == 0, Patience);
        Assert.NotEqual(leader, await _cluster.Database.SqlAsync("names", "SELECT leader FROM rpc_names.service"));
        _cluster.Signal(index, "CONT");
    }

    [Fact]
    public async Task Each_name_server_lists_all_of_them_under_their_own_name()
    {
        await using var client = new RpcClient();
        foreach (RemoteUri uri in _cluster.Uris)
        {
            await Eventually.TrueAsync(async () => (await client.Get<INameServer>(uri).LookupAsync(NameRules.OwnName)).Instances.Select(one => one.Uri).Order().SequenceEqual(_cluster.Uris.Select(one => one.ToString()).Order()), Patience);
        }
    }

    private async Task<int> IndexOfAsync(string node)
    {
        string uri = await _cluster.Database.SqlAsync("names", $"SELECT uri FROM rpc_names.instances WHERE server = '{node}'");
        return Array.FindIndex(_cluster.Uris, one => one.ToString() == uri);
    }

    private async Task RunAsync(TimeSpan duration)
    {
        using var stop = new CancellationTokenSource();
        using var end = new CancellationTokenSource();
        var actors = new Actors(_cluster, _history, stop.Token);
        IAsyncDisposable[] publishers = await Task.WhenAll(Enumerable.Range(0, Publishers).Select(number => actors.PublishAsync(number, NamesOfOne)));
        Task[] watchers = [.. Enumerable.Range(0, Watchers).Select(number => Task.Run(() => actors.WatchAsync(number, end.Token)))];
        Task[] workers =
        [
            .. Enumerable.Range(0, Writers).Select(number => Task.Run(() => actors.WriteAsync(number))),
            .. Enumerable.Range(0, Readers).Select(number => Task.Run(() => actors.LookUpAsync(number, random =>
                random.Next(2) == 0 ? $"churn.{random.Next(Writers)}" : $"kept.{random.Next(Publishers)}.{random.Next(NamesOfOne)}"))),
        ];

        (int kills, int restarts) = await KillAsync(duration);
        await stop.CancelAsync();
        await Task.WhenAll(workers).WaitAsync(Patience);

        // One of the publishers dies: what it had goes, and nothing else does.
        long begin = _history.Now;
        await publishers[0].DisposeAsync();
        for (int i = 0; i < NamesOfOne; i++)
        {
            _history.Add(ObservationKind.Put, "death", $"kept.0.{i}", 0, begin);
        }

        var listed = new Dictionary<string, IReadOnlyDictionary<string, long>>();
        IReadOnlyList<string> problems = [];
        var settled = System.Diagnostics.Stopwatch.StartNew();
        do
        {
            await Task.Delay(500);
            for (int i = 0; i < Cluster.Size; i++)
            {
                listed[$"ns-{i}"] = await _cluster.ListAsync(i);
            }

            problems = new HistoryOfNamesChecker(Staleness).Check(_history.All, listed);
        }
        while (problems.Count > 0 && settled.Elapsed < TimeSpan.FromSeconds(20));

        await end.CancelAsync();
        await Task.WhenAll(watchers).WaitAsync(Patience);
        foreach (IAsyncDisposable publisher in publishers[1..])
        {
            await publisher.DisposeAsync();
        }

        Counts.Tell($"high availability: {kills} name servers and {restarts} databases killed; {_history.Count(ObservationKind.Lookup)} lookups, {_history.Count(ObservationKind.Put)} changes, " +
            $"{_history.Count(ObservationKind.Told)} events told, {_history.Count(ObservationKind.Reset)} snapshots; {problems.Count} promises broken");
        Assert.True(problems.Count == 0, $"{problems.Count} promises broken:\n{string.Join('\n', problems.Take(20))}");
    }

    /// <summary>Kills a name server every second or two, and the database now and then; everything is started again at once or a little later.</summary>
    private async Task<(int NameServers, int Databases)> KillAsync(TimeSpan duration)
    {
        var random = new Random(7);
        (int kills, int restarts) = (0, 0);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.Elapsed < duration)
        {
            if (random.Next(5) == 0)
            {
                await _cluster.Database.KillAsync();
                await Task.Delay(random.Next(500));
                await _cluster.Database.StartAsync();
                restarts++;
            }
            else
            {
                int index = random.Next(Cluster.Size);
                await _cluster.KillAsync(index);
                await Task.Delay(random.Next(1000));
                await _cluster.StartAsync(index);
                kills++;
            }

            await Task.Delay(random.Next(500, 1500));
        }

        return (kills, restarts);
    }
}
