using Rpc.Tasks.Stores;
using Rpc.Testing;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>Tasks in a SQLite file.</summary>
public sealed class SqliteTaskStoreTests : TaskStoreSuite
{
    private readonly ManualTime _clock = new();
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override ValueTask<ITaskStore> OpenAsync() => new(SqliteTaskStore.Open(_folder.File("tasks.db"), _clock));

    protected override void Advance(TimeSpan by) => _clock.Advance(by);
}
