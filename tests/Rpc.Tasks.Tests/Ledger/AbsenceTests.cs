using Rpc.Tasks.Backends;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;
using Rpc.Testing;

namespace Rpc.Tasks.Tests.Ledger;

/// <summary>A store that was away for longer than a lease: nobody could tell it that he lives, so nobody is given up for it.</summary>
public sealed class AbsenceTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    private readonly ManualTime _clock = new();

    [Fact]
    public async Task Workers_outlive_an_absence_of_their_store_and_are_given_up_when_they_stay_silent_afterwards()
    {
        await using var ledger = new TaskLedger(new MemoryTaskStore(_clock), new TaskLedgerOptions { TimeProvider = _clock });
        Guid lives = await JoinAsync(ledger), dies = await JoinAsync(ledger);
        Guid kept = await ClaimAsync(ledger, lives), lost = await ClaimAsync(ledger, dies);
        await TendAsync(ledger, seconds: 3);

        _clock.Advance(TimeSpan.FromMinutes(10));
        await TendAsync(ledger, seconds: 3);
        Assert.Equal([RpcTaskState.Running, RpcTaskState.Running], [await StateAsync(ledger, kept), await StateAsync(ledger, lost)]);
        Assert.True((await ledger.HeartbeatAsync(new WorkerBeat(lives, s_lease, []))).Known);

        // Silent for a whole lease while the store was there.
        await TendAsync(ledger, seconds: 29);
        Assert.Equal([RpcTaskState.Running, RpcTaskState.Ready], [await StateAsync(ledger, kept), await StateAsync(ledger, lost)]);
        Assert.False((await ledger.HeartbeatAsync(new WorkerBeat(dies, s_lease, []))).Known);
        Assert.True((await ledger.HeartbeatAsync(new WorkerBeat(lives, s_lease, []))).Known);
    }

    [Fact]
    public async Task Who_has_just_come_gives_nobody_up_before_a_lease_has_passed()
    {
        var store = new MemoryTaskStore(_clock);
        var former = new TaskLedger(store, new TaskLedgerOptions { TimeProvider = _clock });
        Guid dies = await JoinAsync(former);
        Guid lost = await ClaimAsync(former, dies);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await using var ledger = new TaskLedger(store, new TaskLedgerOptions { TimeProvider = _clock });
        TendAnswer answer = await ledger.TendAsync(new TendRequest(null, []));
        Assert.True(answer.Wait > TimeSpan.Zero, "It would ask again and again.");
        await TendAsync(ledger, seconds: 28);
        Assert.Equal(RpcTaskState.Running, await StateAsync(ledger, lost));
        await TendAsync(ledger, seconds: 3);
        Assert.Equal(RpcTaskState.Ready, await StateAsync(ledger, lost));
    }

    private static async Task<Guid> JoinAsync(TaskLedger ledger)
    {
        var worker = Guid.CreateVersion7();
        await ledger.JoinAsync(new WorkerJoin(worker, "worker", ["default"], [Rows.Spec().Kind], 1, s_lease));
        return worker;
    }

    private static async Task<Guid> ClaimAsync(TaskLedger ledger, Guid worker)
    {
        await ledger.EnqueueAsync(new EnqueueRequest([new NewTask(Guid.CreateVersion7(), Rows.Spec(), [1], TimeSpan.Zero, null)], [], []));
        return Assert.Single((await ledger.ClaimAsync(new ClaimRequest(worker, [new QueueShare("default", 1)], 1, IsIdle: true))).Tasks).Id;
    }

    private static async Task<RpcTaskState> StateAsync(TaskLedger ledger, Guid id) => (await ledger.FindAsync(id))!.State;

    private async Task TendAsync(TaskLedger ledger, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            await ledger.TendAsync(new TendRequest(null, []));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await ledger.TendAsync(new TendRequest(null, []));
    }
}
