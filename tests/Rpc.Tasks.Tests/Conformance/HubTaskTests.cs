using Rpc.Tasks.Hub;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;

namespace Rpc.Tasks.Tests.Conformance;

/// <summary>Clients and workers of a hub over real connections, and the store behind it in SQLite.</summary>
public sealed class HubTaskTests : TaskSuite
{
    private readonly HubUnderTest _hub = new();

    protected override async ValueTask PrepareAsync() => await _hub.StartAsync();

    protected override ValueTask CleanAsync() => _hub.DisposeAsync();

    protected override ValueTask<RpcTasks> OpenAsync(Action<RpcTasksBuilder>? configure = null) => RpcTasks.OpenAsync(tasks =>
    {
        tasks.UseHub(_hub.Uri.ToString());
        configure?.Invoke(tasks);
    });
}
