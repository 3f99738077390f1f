namespace Rpc.Tasks.Tests.Conformance;

public sealed class MemoryTaskTests : TaskSuite
{
    protected override bool IsShared => false;

    protected override ValueTask<RpcTasks> OpenAsync(Action<RpcTasksBuilder>? configure = null) => RpcTasks.OpenAsync(tasks =>
    {
        tasks.UseInMemory();
        configure?.Invoke(tasks);
    });
}
