using Rpc.Tasks.Tests.Conformance;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.RabbitMq.Tests.Stored;

/// <summary>What every backend promises, with tasks in SQLite that the broker delivers.</summary>
public sealed class RabbitSqliteTaskTests(SharedBroker broker) : TaskSuite
{
    private readonly TemporaryFolder _folder = new();
    private string _uri = "";

    protected override async ValueTask PrepareAsync() => _uri = await broker.CleanAsync();

    protected override ValueTask<RpcTasks> OpenAsync(Action<RpcTasksBuilder>? configure = null) => RpcTasks.OpenAsync(tasks =>
    {
        tasks.UseRabbitMq(_uri, results => results.UseSqlite(_folder.File("tasks.db")));
        configure?.Invoke(tasks);
    });

    protected override ValueTask CleanAsync()
    {
        _folder.Dispose();
        return default;
    }
}
