using Rpc.Tasks.Tests.Worker;
using Rpc.Tests.Shared;

namespace Rpc.Tasks.Tests.Processes;

/// <summary>What holds when processes of workers are killed, stopped and told to end. Subclassed for each backend that several processes share.</summary>
public abstract class KillSuite : IAsyncLifetime
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<IAsyncDisposable> _open = [];

    private protected TemporaryFolder Folder { get; } = new();

    private protected RpcTasks Tasks { get; private set; } = null!;

    /// <summary>The backend as one word; see <see cref="Backends"/>.</summary>
    protected abstract string Backend { get; }

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        Tasks = await RpcTasks.OpenAsync(builder => builder.Use(Backend));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (IAsyncDisposable one in _open)
        {
            await one.DisposeAsync();
        }

        await Tasks.DisposeAsync();
        await CleanAsync();
        Folder.Dispose();
    }

    protected virtual ValueTask PrepareAsync() => default;

    protected virtual ValueTask CleanAsync() => default;

    private protected async Task<ProgramRun> WorkerAsync(int concurrency = 16, int drainSeconds = 30)
    {
        ProgramRun run = await WorkerProcess.StartAsync(Backend, concurrency, drainSeconds);
        _open.Add(run);
        return run;
    }

    private protected async Task BegunAsync(string name, int attempt)
    {
        DateTime end = DateTime.UtcNow + Patience;
        while (!File.Exists(Folder.File($"{name}.{attempt}")))
        {
            Assert.True(DateTime.UtcNow < end, $"Attempt {attempt} of {name} did not begin.");
            await Task.Delay(10);
        }
    }

    private protected void Go(string name) => File.WriteAllText(Folder.File($"{name}.go"), "");

    [Fact]
    public async Task A_worker_that_is_killed_costs_an_attempt_and_no_result()
    {
        ProgramRun first = await WorkerAsync();
        TaskHandle<int> held = await Tasks.EnqueueAsync(JobCalls.Hold(Folder.Path, "held"));
        await BegunAsync("held", 1);
        await WorkerAsync();
        first.Kill();
        await BegunAsync("held", 2);
        Go("held");
        Assert.Equal(2, await held.GetResultAsync().WaitAsync(Patience));
        RpcTaskInfo info = (await held.InfoAsync())!;
        Assert.Equal((2, 1), (info.Attempt, info.WorkerDeaths));
    }

    [Fact]
    public async Task A_worker_that_stood_still_past_its_lease_changes_nothing_when_it_goes_on()
    {
        ProgramRun first = await WorkerAsync();
        TaskHandle<int> held = await Tasks.EnqueueAsync(JobCalls.Hold(Folder.Path, "held"));
        await BegunAsync("held", 1);
        first.Signal("STOP");
        await WorkerAsync();
        await BegunAsync("held", 2);
        Go("held.2");
        Assert.Equal(2, await held.GetResultAsync().WaitAsync(Patience));
        Go("held.1");
        first.Signal("CONT");

        // It finds out, drops the late result, and works again.
        await Task.Delay(TimeSpan.FromSeconds(2));
        Assert.Equal(2, await held.GetResultAsync().WaitAsync(Patience));
        first.Signal("TERM");
        Assert.Equal(0, await first.ExitAsync());
        Assert.Contains("1 too late", first.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_kills_its_workers_fails_and_the_others_do_not_pay()
    {
        using var stop = new CancellationTokenSource();
        ProgramRun[] workers = [await WorkerAsync(8), await WorkerAsync(8)];
        int deaths = 0;
        Task keeping = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                for (int i = 0; i < workers.Length; i++)
                {
                    if (workers[i].HasExited)
                    {
                        deaths++;
                        workers[i] = await WorkerAsync(8);
                    }
                }

                await Task.Delay(50);
            }
        });
        TaskBatch<int> healthy = await Tasks.EnqueueManyAsync(Enumerable.Range(0, 25).Select(i => JobCalls.Take(i, 50)));
        TaskHandle poison = await Tasks.EnqueueAsync(JobCalls.Die());
        TaskBatch<int> more = await Tasks.EnqueueManyAsync(Enumerable.Range(25, 25).Select(i => JobCalls.Take(i, 50)));
        Assert.Equal(Enumerable.Range(0, 25), await healthy.GetResultsAsync().WaitAsync(Patience));
        Assert.Equal(Enumerable.Range(25, 25), await more.GetResultsAsync().WaitAsync(Patience));
        RpcTaskException lost = await Assert.ThrowsAsync<RpcTaskException>(() => poison.WaitAsync().WaitAsync(Patience));
        Assert.Equal(RpcTaskFailure.WorkerLost, lost.Failure);
        await stop.CancelAsync();
        await keeping;
        Assert.InRange((await poison.InfoAsync())!.WorkerDeaths, 1, 3);
        Assert.InRange(deaths, 1, 3);
        foreach (TaskHandle<int> handle in healthy.Handles.Concat(more.Handles))
        {
            RpcTaskInfo info = (await handle.InfoAsync())!;
            Assert.InRange(info.Attempt, 1, 2);
            Assert.All(info.History, attempt => Assert.NotEqual(Rpc.Tasks.Engine.TaskEnding.Failed, attempt.Ending));
        }
    }

    [Fact]
    public async Task A_worker_that_is_told_to_end_finishes_what_runs_and_begins_nothing()
    {
        ProgramRun worker = await WorkerAsync(16);
        TaskHandle<int>[] running = [.. await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Tasks.EnqueueAsync(JobCalls.Hold(Folder.Path, $"run{i}")).AsTask()))];
        for (int i = 0; i < 16; i++)
        {
            await BegunAsync($"run{i}", 1);
        }

        TaskBatch<int> queued = await Tasks.EnqueueManyAsync(Enumerable.Range(0, 100).Select(i => JobCalls.Take(i, 1)));
        worker.Signal("TERM");
        await worker.WaitForLineAsync("stopping");
        for (int i = 0; i < 16; i++)
        {
            Go($"run{i}");
        }

        Assert.Equal(0, await worker.ExitAsync());
        Assert.All(await Task.WhenAll(running.Select(handle => handle.GetResultAsync())).WaitAsync(Patience), attempt => Assert.Equal(1, attempt));
        foreach (TaskHandle<int> handle in queued.Handles)
        {
            RpcTaskInfo info = (await handle.InfoAsync())!;
            Assert.Equal((RpcTaskState.Ready, 0), (info.State, info.Attempt));
        }
    }

    [Fact]
    public async Task What_does_not_end_in_the_time_of_the_drain_is_given_back_uncharged()
    {
        ProgramRun worker = await WorkerAsync(4, drainSeconds: 1);
        TaskHandle<int> held = await Tasks.EnqueueAsync(JobCalls.Hold(Folder.Path, "long"));
        await BegunAsync("long", 1);
        worker.Signal("TERM");
        Assert.Equal(0, await worker.ExitAsync());
        RpcTaskInfo info = (await held.InfoAsync())!;
        Assert.Equal((RpcTaskState.Ready, 0), (info.State, info.Attempt));
        Assert.True(await held.CancelAsync(), "With all workers gone it can be cancelled still.");
        Assert.Equal(RpcTaskState.Cancelled, await held.StatusAsync());
    }
}
