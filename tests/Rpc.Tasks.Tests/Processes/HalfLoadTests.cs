using Rpc.Tasks.Tests.Stores;
using Rpc.Tasks.Tests.Worker;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Processes;

/// <summary>Workers go on under half of what they could do while they are killed. With nothing else in this process, whose memory is looked at.</summary>
[Collection(nameof(AloneCollection))]
public sealed class HalfLoadTests(PostgresFixture postgres) : IAsyncDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_halfHour = TimeSpan.FromMinutes(30);

    private readonly TemporaryFolder _folder = new();
    private readonly List<ProgramRun> _workers = [];

    public async ValueTask DisposeAsync()
    {
        foreach (ProgramRun worker in _workers)
        {
            await worker.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public Task Sqlite_for_a_minute() => SqliteAsync(s_minute);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task Sqlite_for_half_an_hour() => SqliteAsync(s_halfHour);

    [Fact]
    public Task Postgresql_for_a_minute() => PostgresAsync(s_minute);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task Postgresql_for_half_an_hour() => PostgresAsync(s_halfHour);

    private Task SqliteAsync(TimeSpan duration) => RunAsync("SQLite", "sqlite:" + _folder.File("tasks.db"), duration);

    private async Task PostgresAsync(TimeSpan duration) => await RunAsync("PostgreSQL", "postgres:" + await postgres.CreateDatabaseAsync(), duration);

    private async Task RunAsync(string name, string backend, TimeSpan duration)
    {
        await using RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.Use(backend));
        await HalfLoad.RunAsync(name, tasks, () => WorkerAsync(backend), duration);
    }

    private async Task<ProgramRun> WorkerAsync(string backend)
    {
        ProgramRun worker = await WorkerProcess.StartAsync(backend);
        _workers.Add(worker);
        return worker;
    }
}
