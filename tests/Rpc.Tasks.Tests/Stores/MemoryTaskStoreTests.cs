using System.Data.Common;
using Rpc.Tasks.Stores;
using Rpc.Testing;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>Tasks in memory.</summary>
public sealed class MemoryTaskStoreTests : TaskStoreSuite
{
    private readonly ManualTime _clock = new();

    protected override ValueTask<ITaskStore> OpenAsync() => new(new MemoryTaskStore(_clock));

    protected override void Advance(TimeSpan by) => _clock.Advance(by);

    [Fact]
    public async Task A_transaction_of_a_database_is_refused_with_a_way_out()
    {
        DbTransaction? none = null;
        NotSupportedException error = await Assert.ThrowsAsync<NotSupportedException>(async () => await Store.RunInAsync(none!, static _ => new ValueTask<int>(1)));
        Assert.Contains("SQLite or PostgreSQL", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_calls_the_store_is_told_so()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Edit(async _ => await Store.RunAsync(static _ => new ValueTask<int>(1))));
        Assert.Equal(1, await Edit(static _ => new ValueTask<int>(1)));
    }

    [Fact]
    public async Task Edits_that_await_are_waited_for()
    {
        var gate = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> first = Edit(async _ => await gate.Task);
        Task<int> second = Edit(static _ => new ValueTask<int>(2));
        Assert.False(second.IsCompleted);
        gate.SetResult(1);
        Assert.Equal((1, 2), (await first, await second));
    }
}
