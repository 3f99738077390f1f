using System.Globalization;
using Npgsql;
using Rpc.Tasks.Tests.Stores;
using Rpc.Tasks.Tests.Worker;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Processes;

public sealed class PostgresKillTests(PostgresFixture postgres) : KillSuite
{
    private string _connection = "";

    protected override string Backend => "postgres:" + _connection;

    protected override async ValueTask PrepareAsync() => _connection = await postgres.CreateDatabaseAsync();

    [Fact]
    public Task Each_effect_is_there_once_however_workers_are_killed() => EffectsAsync(tasks: 200, kills: 15);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task A_thousand_effects_are_there_once_after_two_hundred_kills() => EffectsAsync(tasks: 1000, kills: 200);

    private async Task EffectsAsync(int tasks, int kills)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(_connection);
        await using (NpgsqlCommand create = source.CreateCommand("CREATE TABLE payments (task int NOT NULL, attempt int NOT NULL)"))
        {
            await create.ExecuteNonQueryAsync();
        }

        // The budget for deaths is a poison task's; here it is the killer's fault each time.
        var often = new EnqueueOptions { Retry = RetryPolicy.None with { MaxWorkerDeaths = 10_000 } };
        TaskBatch<int> all = await Tasks.EnqueueManyAsync(Enumerable.Range(0, tasks).Select(i => JobCalls.Pay(_connection, i)), often);
        Task<int[]> results = all.GetResultsAsync();
        ProgramRun[] workers = [await WorkerAsync(4), await WorkerAsync(4)];
        for (int kill = 0; kill < kills && !results.IsCompleted; kill++)
        {
            await Task.Delay(Random.Shared.Next(50, 400));
            int victim = Random.Shared.Next(workers.Length);
            workers[victim].Kill();
            workers[victim] = await WorkerAsync(4);
        }

        Assert.Equal(Enumerable.Range(0, tasks), await results.WaitAsync(TimeSpan.FromMinutes(4)));
        await using NpgsqlCommand count = source.CreateCommand("SELECT count(*), count(DISTINCT task), max(attempt) FROM payments");
        await using NpgsqlDataReader row = await count.ExecuteReaderAsync();
        await row.ReadAsync();
        Assert.Equal((tasks, tasks), (row.GetInt64(0), row.GetInt64(1)));
        Counts.Tell($"effects in transactions: {tasks} tasks, up to attempt {row.GetInt32(2).ToString(CultureInfo.InvariantCulture)}");
    }
}
