using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;
using Rpc.Testing;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.NameServer.Tests;

public sealed class SqliteRestartTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _clock = new();
    private NameRegistry _registry = null!;
    private NameServerService _names = null!;

    private string Database => _folder.File("sub/names.db");

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync()
    {
        _registry = NameRegistry.Over(SqliteNameStore.Open(Database), _clock, NullLogger.Instance);
        await _registry.LoadAsync(CancellationToken.None);
        _names = new NameServerService(_registry);
    }

    private async Task RestartAsync()
    {
        await _registry.DisposeAsync();
        await StartAsync();
    }

    private Task<NameLease> Register(string name, string uri = "rpc://10.0.0.1:1/x", int lease = 15, string server = "s1", string[]? tags = null) =>
        _names.RegisterAsync(new NameRegistration(name, uri, server, tags, Weight: 3, LeaseSeconds: lease, Mode: RegisterMode.Add));

    [Fact]
    public async Task Names_survive_a_restart_exactly()
    {
        NameLease lease = await Register("x", tags: ["a", "b"]);
        await Register("x", "rpc://10.0.0.2:1/x", lease: 0, server: "s2");
        await Register("gone");
        await _names.UnregisterAsync("gone");
        await _names.SetMetadataAsync("x", ["c"], "rpc://10.0.0.2:1/x");
        NameEntry before = await _names.LookupAsync("x");

        await RestartAsync();

        NameEntry after = await _names.LookupAsync("x");
        Assert.Equal(before.Instances.Select(Text), after.Instances.Select(Text));
        Assert.Equal(1, await _names.CountAsync());
        Assert.Empty((await _names.HeartbeatAsync(new NameHeartbeat("s1", [lease.Id]))).Unknown);
    }

    [Fact]
    public async Task A_restart_gives_every_lease_its_full_time_again()
    {
        await Register("x", lease: 5);
        _clock.Advance(TimeSpan.FromHours(1));
        await RestartAsync();

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(0, await _registry.EvictAsync());
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(1, await _registry.EvictAsync());
        await RestartAsync();
        Assert.Equal(0, await _names.CountAsync());
    }

    [Fact]
    public void A_second_user_of_the_database_is_refused_and_told_the_pid()
    {
        RpcException error = Assert.Throws<RpcException>(() => SqliteNameStore.Open(Database));

        Assert.Equal(RpcStatus.FailedPrecondition, error.Status);
        Assert.Contains($"pid {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_closed_the_database_is_free_again()
    {
        await _registry.DisposeAsync();
        await SqliteNameStore.Open(Database).DisposeAsync();
        await StartAsync();
    }

    [Fact]
    public async Task A_file_that_is_something_else_is_refused()
    {
        string text = _folder.File("notes.db");
        await File.WriteAllTextAsync(text, new string('x', 5000));
        Assert.Contains(text, Assert.Throws<RpcException>(() => SqliteNameStore.Open(text)).Message, StringComparison.Ordinal);

        string other = _folder.File("other.db");
        using (var connection = new SqliteConnection($"Data Source={other};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "CREATE TABLE mine (x)";
            command.ExecuteNonQuery();
        }

        Assert.Contains("another program", Assert.Throws<RpcException>(() => SqliteNameStore.Open(other)).Message, StringComparison.Ordinal);
    }

    private static string Text(NameInstance instance) =>
        $"{instance.Uri} {string.Join('+', instance.Tags)} {instance.Weight} {instance.LeaseSeconds} {instance.Server} {instance.Since:O}";

    [Fact]
    public async Task A_database_of_the_first_format_is_taken_over()
    {
        await Register("x", tags: ["a"]);
        await _registry.DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={Database};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand back = connection.CreateCommand();
            back.CommandText = "ALTER TABLE instances DROP COLUMN metadata; PRAGMA user_version = 1;";
            back.ExecuteNonQuery();
        }

        await StartAsync();

        Assert.Equal(["a"], Assert.Single((await _names.LookupAsync("x")).Instances).Tags);
        await _names.SetMetadataAsync("x", null, metadata: new Dictionary<string, string> { ["zone"] = "eu" });
        await RestartAsync();
        Assert.Equal("eu", Assert.Single((await _names.LookupAsync("x")).Instances).Metadata["zone"]);
    }
}
