using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
using Rpc.NameServer.Postgres;
using Rpc.NameServer.Registry;
using Rpc.Testing;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.NameServer.Tests.Postgres;

/// <summary>Two name servers of one database, whose time is the test's.</summary>
public sealed class SharedStoreTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _clock = new();
    private TestDatabase _database = null!;
    private PostgresServer _server = null!;
    private string _name = null!;
    private SharedNameRegistry _a = null!;
    private SharedNameRegistry _b = null!;

    public async ValueTask InitializeAsync()
    {
        (_server, _name) = await postgres.CreateDatabaseAsync();
        _database = new TestDatabase(_server.ConnectionTo(_name), _clock);
        await _database.PrepareAsync();
        _a = await StartAsync();
        _b = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _database.DisposeAsync();
    }

    private INameServer A => new NameServerService(_a);

    private INameServer B => new NameServerService(_b);

    private static NameRegistration Registration(string name, int port = 1, RegisterMode mode = RegisterMode.Replace, int lease = 15, string server = "s") =>
        new(name, $"rpc://10.0.0.1:{port}/x", server, LeaseSeconds: lease, Mode: mode);

    [Fact]
    public async Task What_one_has_acknowledged_it_shows_and_the_other_shows_soon()
    {
        await A.RegisterAsync(Registration("x"));
        Assert.Equal(1, await A.CountAsync());

        await Eventually.TrueAsync(async () => await B.CountAsync() == 1);
        await B.UnregisterAsync("x");
        Assert.Equal(0, await B.CountAsync());
        await Eventually.TrueAsync(async () => await A.CountAsync() == 0);
    }

    [Fact]
    public async Task Of_many_that_want_a_name_at_both_exactly_one_gets_it()
    {
        for (int round = 0; round < 10; round++)
        {
            Task<NameLease>[] wishes = [.. Enumerable.Range(1, 10).Select(i => (i % 2 == 0 ? A : B).RegisterAsync(Registration($"x{round}", i, RegisterMode.FailIfTaken, server: $"s{i}")))];
            await Task.WhenAll(wishes.Select(async wish => await wish.ContinueWith(static _ => { }, TaskScheduler.Default)));
            Assert.Equal(1, wishes.Count(wish => wish.IsCompletedSuccessfully));
            foreach (Task<NameLease> refused in wishes.Where(wish => wish.IsFaulted))
            {
                Assert.Equal(RpcStatus.AlreadyExists, Assert.IsType<RpcException>(refused.Exception!.InnerException).Status);
            }
        }
    }

    [Fact]
    public async Task A_change_of_which_nobody_told_is_found_within_a_second()
    {
        await ChangeSilentlyAsync("x");

        await Eventually.TrueAsync(async () =>
        {
            await AdvanceAsync(SharedNameRegistry.Period);
            return await A.CountAsync() == 1 && await B.CountAsync() == 1;
        });
    }

    [Fact]
    public async Task A_watcher_goes_on_at_the_other_name_server()
    {
        await A.RegisterAsync(Registration("x"));
        NameRevision seen = default;
        await foreach (NameEvent told in A.WatchAsync())
        {
            seen = told.Revision;
            if (told.Kind == NameEventKind.Current)
            {
                break;
            }
        }

        await A.RegisterAsync(Registration("y"));
        await A.UnregisterAsync("x");
        await Eventually.TrueAsync(async () => await B.CountAsync() == 1 && await B.CountAsync(new NameFilter(Prefix: "y")) == 1);
        Assert.Equal(["Added y", "Removed x", "Current"], await TakeAsync(B.WatchAsync(since: seen), 3));
    }

    [Fact]
    public async Task Who_has_missed_more_than_is_kept_reads_everything_and_its_watchers_begin_anew()
    {
        // Once it has heard of one change, it looks for others only when it hears of them, or a second later.
        await A.RegisterAsync(Registration("w"));
        await Eventually.TrueAsync(async () => await B.CountAsync() == 1);
        await using IAsyncEnumerator<NameEvent> watcher = B.WatchAsync().GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.Equal(["Reset", "Present w", "Current"], await Eventually.TakeAsync(watcher, 3));
        await ChangeSilentlyAsync("x");
        await ChangeSilentlyAsync("y");
        await _database.RunAsync("DELETE FROM rpc_names.changes WHERE number < (SELECT max(number) FROM rpc_names.changes)");

        Task<string[]> told = Eventually.TakeAsync(watcher, 5);
        await Eventually.TrueAsync(async () =>
        {
            await AdvanceAsync(SharedNameRegistry.Period);
            return told.IsCompleted;
        });

        Assert.Equal(["Reset", "Present w", "Present x", "Present y", "Current"], await told);
    }

    [Fact]
    public async Task A_database_that_was_restored_from_an_older_copy_begins_another_epoch()
    {
        await A.RegisterAsync(Registration("old"));
        await A.RegisterAsync(Registration("new"));
        await Eventually.TrueAsync(async () => await B.CountAsync() == 2);
        NameRevision before = (await LastAsync(A)).Revision;
        await _database.RunAsync("""
            UPDATE rpc_names.state SET number = 1;
            DELETE FROM rpc_names.changes WHERE number > 1;
            DELETE FROM rpc_names.instances WHERE name = 'new';
            """);

        await Eventually.TrueAsync(async () =>
        {
            await AdvanceAsync(SharedNameRegistry.Period);
            return await A.CountAsync() == 1 && await B.CountAsync() == 1;
        });

        // Numbers come again, for other changes: nobody may go on from the old ones.
        await A.RegisterAsync(Registration("other"));
        Assert.Equal(before.Number, (await LastAsync(A)).Revision.Number);
        Assert.Equal("Reset", (await TakeAsync(A.WatchAsync(since: before), 1))[0]);
    }

    [Fact]
    public async Task While_the_database_served_no_heartbeat_nothing_expires_before_one_lease_has_gone()
    {
        await A.RegisterAsync(Registration("x", lease: 10));
        _clock.Advance(TimeSpan.FromSeconds(60));
        await _database.SetClockAsync();
        await _a.ServeAsync();

        for (int second = 0; second < 9; second++)
        {
            Assert.Equal(0, await EvictAsync());
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        await AdvanceAsync(TimeSpan.FromSeconds(1));
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await EvictAsync());
    }

    [Fact]
    public async Task One_of_them_removes_what_is_over_and_another_when_it_falls_silent()
    {
        await A.RegisterAsync(Registration("x", lease: 1));
        await _a.ServeAsync();
        await _b.ServeAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(1.5), _a, _b);
        Assert.Equal(0, await _b.EvictAsync());
        Assert.Equal(1, await _a.EvictAsync());

        await B.RegisterAsync(Registration("y", lease: 1));
        await _a.DisposeAsync();
        for (int i = 0; i < 4; i++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(1), _b);
        }

        Assert.Equal(1, await _b.EvictAsync());
        Assert.Equal(0, await B.CountAsync());
        _a = await StartAsync();
    }

    [Fact]
    public async Task A_session_that_stands_still_in_the_middle_of_a_change_costs_others_a_clear_refusal()
    {
        await using var other = Npgsql.NpgsqlDataSource.Create(_server.ConnectionTo(_name));
        await using Npgsql.NpgsqlConnection stuck = await other.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using (await stuck.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var hold = new Npgsql.NpgsqlCommand("SELECT * FROM rpc_names.state FOR UPDATE", stuck);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            RpcException refused = await Assert.ThrowsAsync<RpcException>(() => A.RegisterAsync(Registration("x")).WaitAsync(Patience));
            Assert.Equal((RpcStatus.Unavailable, RpcOutcome.NotExecuted), (refused.Status, refused.Outcome));
        }

        await A.RegisterAsync(Registration("x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(";Target Session Attributes=primary")]
    public async Task Of_several_hosts_the_one_is_used_that_takes_changes(string more)
    {
        string several = _server.ConnectionTo(_name).Replace("Host=127.0.0.1;", $"Host=127.0.0.1:1,127.0.0.1:{_server.Port};", StringComparison.Ordinal) + more;
        await using var registry = new SharedNameRegistry(PostgresNameStore.Open(several), _clock, NullLogger.Instance);
        await registry.LoadAsync(TestContext.Current.CancellationToken);

        await new NameServerService(registry).RegisterAsync(Registration("x"), TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(async () => await A.CountAsync() == 1);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_known_until_it_does()
    {
        async Task<bool> HasProblemAsync()
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            return _a.StoreProblem is not null;
        }

        Assert.Null(_a.StoreProblem);
        await _server.SqlAsync("postgres", $"ALTER DATABASE {_name} ALLOW_CONNECTIONS false");
        await _server.SqlAsync("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{_name}'");
        await Eventually.TrueAsync(HasProblemAsync);
        Assert.Contains("does not answer", _a.StoreProblem, StringComparison.Ordinal);

        await _server.SqlAsync("postgres", $"ALTER DATABASE {_name} ALLOW_CONNECTIONS true");
        await Eventually.TrueAsync(async () => !await HasProblemAsync());
    }

    [Fact]
    public void A_connection_string_that_is_none_is_refused()
    {
        FormatException error = Assert.Throws<FormatException>(() => PostgresNameStore.Open("Host=x;Wrong=y"));
        Assert.Contains("Host=localhost;Username=rpc;Database=names", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tables_of_another_format_and_a_database_that_cannot_hold_every_name_are_refused()
    {
        await _database.RunAsync("UPDATE rpc_names.state SET format = 9");
        RpcException format = await Assert.ThrowsAsync<RpcException>(StartAsync);
        Assert.Contains("has format 9", format.Message, StringComparison.Ordinal);
        await _database.RunAsync("UPDATE rpc_names.state SET format = 1");

        await _server.SqlAsync("postgres", $"CREATE DATABASE {_name}_latin ENCODING 'LATIN1' TEMPLATE template0");
        await using PostgresNameStore latin = PostgresNameStore.Open(_server.ConnectionTo(_name + "_latin"));
        RpcException encoding = await Assert.ThrowsAsync<RpcException>(async () => await latin.LoadAsync(static _ => { }, TestContext.Current.CancellationToken));
        Assert.Contains("UTF8", encoding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_told()
    {
        await using PostgresNameStore store = PostgresNameStore.Open("Host=127.0.0.1;Port=1;Username=rpc;Database=names");
        RpcException error = await Assert.ThrowsAsync<RpcException>(async () => await store.LoadAsync(static _ => { }, TestContext.Current.CancellationToken));
        Assert.Equal(RpcStatus.Unavailable, error.Status);
        Assert.Contains("does not answer", error.Message, StringComparison.Ordinal);
    }

    private static async Task<string[]> TakeAsync(IAsyncEnumerable<NameEvent> events, int count)
    {
        await using IAsyncEnumerator<NameEvent> taken = events.GetAsyncEnumerator();
        return await Eventually.TakeAsync(taken, count);
    }

    private static async Task<NameEvent> LastAsync(INameServer names)
    {
        await foreach (NameEvent told in names.WatchAsync())
        {
            if (told.Kind == NameEventKind.Current)
            {
                return told;
            }
        }

        throw new InvalidOperationException("The watch ended.");
    }

    private async Task<SharedNameRegistry> StartAsync()
    {
        var registry = new SharedNameRegistry((PostgresNameStore)_database.Open(), _clock, NullLogger.Instance);
        await registry.LoadAsync(CancellationToken.None);
        return registry;
    }

    private async Task AdvanceAsync(TimeSpan time, params SharedNameRegistry[] serving)
    {
        _clock.Advance(time);
        await _database.SetClockAsync();
        foreach (SharedNameRegistry registry in serving.Length == 0 ? [_a, _b] : serving)
        {
            await registry.ServeAsync();
        }
    }

    private async Task<int> EvictAsync() => await _a.EvictAsync() + await _b.EvictAsync();

    /// <summary>A change by somebody whose notification was lost.</summary>
    private Task ChangeSilentlyAsync(string name) => _database.RunAsync($$"""
        UPDATE rpc_names.state SET number = number + 1;
        INSERT INTO rpc_names.instances VALUES ('{{name}}', 'rpc://10.0.0.9:1/x', '', '', 1, 0, {{Random.Shared.Next()}}, 's9', 0);
        INSERT INTO rpc_names.changes SELECT number, '{{name}}',
            '[{"Name":"{{name}}","Uri":"rpc://10.0.0.9:1/x","Tags":[],"Weight":1,"LeaseSeconds":0,"LeaseId":1,"Server":"s9","Since":"2026-01-01T00:00:00+00:00","Metadata":{} }]' FROM rpc_names.state;
        """);
}
