using Rpc.Tasks.Backends;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;
using Rpc.Testing;

namespace Rpc.Tasks.Tests.Graph;

/// <summary>What follows, in one transaction, from the ends of tasks that others need.</summary>
public sealed class GraphLedgerTests : IAsyncDisposable
{
    private static readonly Guid Worker = Guid.CreateVersion7();

    private readonly ManualTime _clock = new();
    private readonly MemoryTaskStore _store;
    private readonly List<NewTask> _tasks = [];
    private readonly List<TaskNeed> _needs = [];

    public GraphLedgerTests() => _store = new MemoryTaskStore(_clock);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task Two_results_of_one_transaction_make_a_task_whole()
    {
        Guid[] parents = [Task(needed: true), Task(needed: true)];
        Guid child = Task([1, 2], (parents[0], 0, -1, 1), (parents[1], 1, -1, 2));
        await EnqueueAsync();
        await SettleAsync([.. parents.Select((id, i) => Succeeded(id, (byte)(10 + i)))]);
        TaskRow row = await RowAsync(child);
        Assert.Equal((RpcTaskState.Ready, 0), (row.State, row.Missing));
        Assert.Equal([1, 10, 2, 11], row.Arguments);
        Assert.Empty(await NeedsAsync(child));
    }

    [Fact]
    public async Task Results_of_several_transactions_come_together_at_the_last()
    {
        Guid[] parents = [Task(needed: true), Task(needed: true), Task(needed: true)];
        Guid child = Task([9], (parents[2], 0, 0, 0), (parents[0], 0, 1, 0), (parents[0], 0, 2, 0), (parents[1], -1, 0, 0));
        await EnqueueAsync();
        await SettleAsync(Succeeded(parents[0], 5));
        Assert.Equal((RpcTaskState.Waiting, 2), ((await RowAsync(child)).State, (await RowAsync(child)).Missing));
        await SettleAsync(Succeeded(parents[2], 6));
        await SettleAsync(Succeeded(parents[1], 7));
        TaskRow row = await RowAsync(child);
        Assert.Equal(RpcTaskState.Ready, row.State);
        Assert.Equal([3, 0, 0, 0, 6, 5, 5, 9], row.Arguments);
    }

    [Fact]
    public async Task A_success_and_a_failure_of_one_transaction_are_a_failure_and_so_are_all_below()
    {
        Guid[] parents = [Task(needed: true), Task(needed: true)];
        Guid child = Task([], needed: true, (parents[0], 0, -1, 0), (parents[1], 1, -1, 0));
        Guid grandchild = Task([], needed: true, (child, 0, -1, 0), (parents[0], 1, -1, 0));
        Guid last = Task([], (grandchild, -1, 0, 0), (parents[0], 0, -1, 0), (child, 1, -1, 0));
        await EnqueueAsync();
        await SettleAsync(Succeeded(parents[0], 1), Failed(parents[1]));
        foreach (Guid below in new[] { child, grandchild, last })
        {
            TaskRow row = await RowAsync(below);
            Assert.Equal((RpcTaskState.Failed, RpcTaskFailure.DependencyFailed), (row.State, row.Error!.Failure));
            Assert.Empty(await NeedsAsync(below));
        }
    }

    [Fact]
    public async Task Tasks_that_expire_together_each_end_once_and_leave_no_needs_behind()
    {
        Guid parent = Task([], needed: true, expires: TimeSpan.FromSeconds(1));
        Guid child = Task([], needed: true, expires: TimeSpan.FromSeconds(1), (parent, 0, -1, 0));
        Guid grandchild = Task([], (child, 0, -1, 0), (parent, 1, -1, 0));
        await EnqueueAsync();
        _clock.Advance(TimeSpan.FromSeconds(2));
        await _store.RunAsync(static edit => TendEdit.OtherAsync(edit, TimeSpan.FromDays(1)));
        Assert.Equal([RpcTaskFailure.Expired, RpcTaskFailure.Expired, RpcTaskFailure.DependencyFailed], new[] { await RowAsync(parent), await RowAsync(child), await RowAsync(grandchild) }.Select(static row => row.Error!.Failure));
        Assert.Empty(await NeedsAsync(child));
        Assert.Empty(await NeedsAsync(grandchild));
    }

    [Fact]
    public async Task A_task_that_is_cancelled_while_it_waits_is_not_touched_by_later_results()
    {
        Guid parent = Task(needed: true);
        Guid child = Task([], (parent, 0, -1, 0));
        await EnqueueAsync();
        await using var ledger = new TaskLedger(_store);
        Assert.True(await ledger.CancelAsync(child));
        Assert.Empty(await NeedsAsync(child));
        await SettleAsync(Succeeded(parent, 1));
        Assert.Equal((RpcTaskState.Cancelled, 1), ((await RowAsync(child)).State, (await RowAsync(child)).Missing));
        Assert.False(await ledger.RetryAsync(child));
    }

    [Fact]
    public async Task A_delay_of_its_own_is_kept_after_the_results_are_there()
    {
        Guid parent = Task(needed: true);
        Guid child = Task([], delay: TimeSpan.FromMinutes(1), (parent, 0, -1, 0));
        await EnqueueAsync();
        await SettleAsync(Succeeded(parent, 1));
        TaskRow row = await RowAsync(child);
        Assert.Equal((RpcTaskState.Scheduled, TimeSpan.FromMinutes(1)), (row.State, row.ReadyAt - row.EnqueuedAt));
    }

    [Fact]
    public async Task A_wide_failure_ends_thousands_at_once()
    {
        Guid parent = Task(needed: true);
        Guid[] children = [.. Enumerable.Range(0, 2000).Select(_ => Task([], needed: true, (parent, 0, -1, 0)))];
        Guid last = Task([], [.. children.Select((id, i) => (id, 0, i, 0))]);
        await EnqueueAsync();
        await SettleAsync(Failed(parent));
        Assert.Equal(RpcTaskFailure.DependencyFailed, (await RowAsync(last)).Error!.Failure);
        Assert.Equal(2002, (await _store.ReadAsync(static read => read.CountAsync())).Where(static count => count.State == RpcTaskState.Failed).Sum(static count => count.Count));
    }

    private Guid Task(bool needed) => Task([], needed);

    private Guid Task(byte[] arguments, params (Guid Needed, int Place, int Order, int Offset)[] needs) => Task(arguments, needed: false, needs);

    private Guid Task(byte[] arguments, bool needed, params (Guid Needed, int Place, int Order, int Offset)[] needs) => Task(arguments, needed, default, default, needs);

    private Guid Task(byte[] arguments, bool needed, TimeSpan expires, params (Guid Needed, int Place, int Order, int Offset)[] needs) => Task(arguments, needed, expires, default, needs);

    private Guid Task(byte[] arguments, TimeSpan delay, params (Guid Needed, int Place, int Order, int Offset)[] needs) => Task(arguments, needed: false, default, delay, needs);

    private Guid Task(byte[] arguments, bool needed, TimeSpan expires, TimeSpan delay, (Guid Needed, int Place, int Order, int Offset)[] needs)
    {
        var id = Guid.CreateVersion7();
        _tasks.Add(new NewTask(id, Rows.Spec() with { IsNeeded = needed, Needs = needs.Length, ExpiresAfter = expires }, arguments, delay, null));
        _needs.AddRange(needs.Select(need => new TaskNeed(id, need.Place, need.Order, need.Needed, need.Offset)));
        return id;
    }

    private async Task EnqueueAsync() => await _store.RunAsync(edit => EnqueueEdit.TakeAsync(edit, [new EnqueueRequest(_tasks, _needs, [])]));

    // Claimed and settled together, whatever a claim would have taken first.
    private async Task SettleAsync(params TaskSettlement[] settlements) => await _store.RunAsync(async edit =>
    {
        var claims = new Changes(edit);
        foreach (TaskRow row in await edit.LockAsync([.. settlements.Select(static settlement => settlement.Id)]))
        {
            Assert.NotNull(claims.Claim(row, Worker));
        }

        await claims.WriteAsync();
        (IReadOnlyList<bool> taken, _) = await SettleEdit.RunAsync(edit, settlements, static () => 0);
        Assert.DoesNotContain(false, taken);
        return true;
    });

    private static TaskSettlement Succeeded(Guid id, byte result) => new(id, 1, TaskSettlementKind.Succeeded, [result]);

    private static TaskSettlement Failed(Guid id) => new(id, 1, TaskSettlementKind.Failed, Error: new TaskError(RpcTaskFailure.None, "no", []));

    private async Task<TaskRow> RowAsync(Guid id) => Assert.Single(await _store.ReadAsync(read => read.FindAsync([id])));

    private async Task<IReadOnlyList<TaskNeed>> NeedsAsync(Guid id) => await _store.ReadAsync(read => read.NeedsForAsync(id));
}
