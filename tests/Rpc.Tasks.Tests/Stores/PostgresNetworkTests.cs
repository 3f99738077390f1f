using System.Diagnostics;
using Npgsql;
using Rpc.Tasks.Engine;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Engine;
using Rpc.Testing;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Stores;

/// <summary>A network between the store and its database that fails at the worst moments.</summary>
public sealed class PostgresNetworkTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private FaultyProxy _proxy = null!;
    private PostgresTaskStore _direct = null!;
    private PostgresTaskStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        string connection = await postgres.CreateDatabaseAsync();
        PostgresServer server = await postgres.Server;
        _proxy = FaultyProxy.Start($"rpc://127.0.0.1:{server.Port}");
        _direct = await PostgresTaskStore.OpenAsync(connection);
        _store = await PostgresTaskStore.OpenAsync(new NpgsqlConnectionStringBuilder(connection) { Port = _proxy.Address.Port }.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _direct.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task An_edit_whose_connection_is_lost_before_the_commit_is_run_again()
    {
        var id = Guid.CreateVersion7();
        int runs = 0;
        await _store.RunAsync(async transaction =>
        {
            await transaction.InsertAsync([Rows.Row(now: transaction.Now) with { Id = id }]);
            Assert.Empty(await transaction.FindEndedAsync([id]));
            if (++runs == 1)
            {
                _proxy.Faults.Cut();
            }

            return (await transaction.LockAsync([id])).Count;
        }).AsTask().WaitAsync(Patience);
        Assert.Equal((2, RpcTaskState.Ready), (runs, await _direct.StateAsync(id)));
    }

    [Fact]
    public async Task Of_an_edit_whose_connection_is_lost_during_the_commit_nobody_knows()
    {
        var id = Guid.CreateVersion7();
        Task lost = Task.CompletedTask;
        int runs = 0;
        var error = await Assert.ThrowsAsync<RpcException>(async () => await _store.RunAsync(async transaction =>
        {
            runs++;
            await transaction.InsertAsync([Rows.Row(now: transaction.Now) with { Id = id }]);
            Assert.Single(await transaction.LockAsync([id]));

            // The commit gets there, and its answer does not come back.
            _proxy.Faults.Downstream.BlackHole = true;
            lost = LoseAsync(id);
            return true;
        }).AsTask().WaitAsync(Patience));
        await lost;
        Assert.Equal((RpcStatus.Unavailable, RpcOutcome.MaybeExecuted, 1), (error.Status, error.Outcome, runs));
        Assert.Equal(RpcTaskState.Ready, await _direct.StateAsync(id));
    }

    [Fact]
    public async Task Dropped_packets_are_noticed_and_all_flows_again_soon_after_they_end()
    {
        using var heard = new HeardSignals(_store);
        await heard.ListensAsync();
        await _store.EnqueueAsync(1);
        _proxy.Faults.InBothDirections(static direction => direction.BlackHole = true);
        var watch = Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<RpcException>(() => _store.EnqueueAsync(1).WaitAsync(Patience));
        Assert.Equal(RpcStatus.Unavailable, error.Status);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed} to say that nothing comes through.");

        // Long enough that the connection for notifications has looked as well.
        await Task.Delay(TimeSpan.FromSeconds(15) - watch.Elapsed < TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromSeconds(15) - watch.Elapsed);
        _proxy.Faults.Clear();
        watch.Restart();
        Guid id = await EnqueueUntilAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(RpcTaskState.Ready, await _direct.StateAsync(id));

        // Signals that may have been lost are made up for.
        await heard.UntilAsync(static all => all.Any(static signal => signal is { Kinds: var kinds, Ended: null } && kinds.HasFlag(TaskSignalKinds.Ended)));
        await AnnounceUntilHeardAsync(heard);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"It took {watch.Elapsed} until all flowed again.");
    }

    private async Task LoseAsync(Guid id)
    {
        while (await _direct.StateAsync(id) == RpcTaskState.NotFound)
        {
            await Task.Delay(20);
        }

        _proxy.Faults.Cut();
        _proxy.Faults.Clear();
    }

    private async Task<Guid> EnqueueUntilAsync(TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return (await _store.EnqueueAsync(1).WaitAsync(Patience))[0];
            }
            catch (RpcException) when (watch.Elapsed < limit)
            {
                // Not yet.
            }
        }
    }

    private async Task AnnounceUntilHeardAsync(HeardSignals heard)
    {
        var watch = Stopwatch.StartNew();
        var id = Guid.CreateVersion7();
        while (!heard.Has(id) && watch.Elapsed < Patience)
        {
            await _direct.RunAsync(transaction =>
            {
                transaction.Announce(new TaskSignal(TaskSignalKinds.Ended, [id]));
                return new ValueTask<int>(0);
            });
            await Task.Delay(100);
        }
    }
}
