using System.Diagnostics;
using System.Globalization;
using Rpc.Tasks;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Worker;
using Rpc.Tests.Shared;

namespace Rpc.Stress.Tests;

/// <summary>Clients and workers over a backend whose answers fail, are lost or come late, while tasks are cancelled, run too long and workers come and go: each task that was taken ends once, with the result of the attempt that counts, and nobody waits for good.</summary>
public sealed class TaskStress
{
    private static readonly EnqueueOptions s_patient = new() { Retry = RetryPolicy.None with { MaxWorkerDeaths = 1000 } };

    [Fact]
    public Task Every_task_that_was_taken_ends_once_whatever_becomes_of_answers_and_workers() => RunAsync(Scale.Short);

    [Fact]
    [Trait("Category", "Nightly")]
    public Task The_same_at_night() => RunAsync(Scale.Nightly);

    private static async Task RunAsync(Scale scale)
    {
        string? given = Environment.GetEnvironmentVariable("RPC_STRESS_SEED");
        int seed = given is null ? Random.Shared.Next(1_000_000) : int.Parse(given, CultureInfo.InvariantCulture);
        var backend = new FaultyTasks(new TaskLedger(new MemoryTaskStore(TimeProvider.System)), seed);
        await using RpcTasks tasks = await RpcTasks.OpenAsync(builder => builder.UseBackend((_, _) => new(backend)));
        long succeeded = 0, cancelled = 0, refused = 0, again = 0;
        var crew = new Crew(seed, () => $"  {backend.Faults} faults, {succeeded} succeeded, {cancelled} cancelled, {refused} refused");
        crew.GoOnFor(scale.Time(12));
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < 3; i++)
        {
            crew.Await("works", async worker =>
            {
                while (worker.GoesOn() && watch.Elapsed < scale.Time(8))
                {
                    worker.Begins("working");
                    await using TaskWorker one = await StartAsync(tasks);
                    await Task.Delay(worker.Random.Next(300, 1500));
                    if (worker.Random.Next(2) == 0)
                    {
                        // What it runs is taken for lost, and runs elsewhere beside it; what it then says is of no account.
                        Guid lost = one.Id;
                        backend.Muted[lost] = true;
                        await Task.Delay(worker.Random.Next(1500, 3000));
                        backend.Muted.TryRemove(lost, out _);
                    }

                    worker.Begins("draining");
                }
            });
        }

        for (int i = 0; i < 24; i++)
        {
            // What a few of them want outlasts a worker or its lease; more would keep the others waiting, because what was lost once runs alone.
            bool atLength = i < 4;
            crew.Await("calls", async worker =>
            {
                while (worker.GoesOn())
                {
                    int value = worker.Random.Next(1_000_000);
                    worker.Begins("enqueueing", value);
                    TaskHandle<int[]> handle;
                    try
                    {
                        handle = await tasks.EnqueueAsync(SumsCalls.Double(value, atLength ? worker.Random.Next(1200, 2000) : worker.Random.Next(4) == 0 ? worker.Random.Next(300) : 0), s_patient);
                    }
                    catch (RpcException)
                    {
                        Interlocked.Increment(ref refused);
                        continue;
                    }

                    if (worker.Random.Next(10) == 0)
                    {
                        await CancelAsync(handle);
                    }

                    worker.Begins("waiting for", value);
                    try
                    {
                        int[] result = await handle.GetResultAsync();
                        RpcTaskInfo info = (await handle.InfoAsync())!;
                        Assert.Equal((2 * value, info.Attempt, RpcTaskState.Succeeded), (result[0], result[1], info.State));
                        Interlocked.Increment(ref succeeded);
                        Interlocked.Add(ref again, info.Attempt > 1 ? 1 : 0);
                    }
                    catch (RpcTaskException error) when (error.Failure == RpcTaskFailure.Cancelled)
                    {
                        Interlocked.Increment(ref cancelled);
                    }

                    worker.Ends();
                }
            });
        }

        // In the end one worker stays: what is lost in it does not come back because it leaves.
        await Task.Delay(scale.Time(8));
        await using TaskWorker last = await StartAsync(tasks);
        await crew.EndAsync(scale.Time(5));
        backend.IsFaulty = false;
        TaskCount[] left = [.. (await tasks.OverviewAsync()).Counts.Where(static count => count.State == RpcTaskState.Running)];
        Assert.True(succeeded > 30 && again > 0 && backend.Faults > 20, $"Only {succeeded} succeeded, {again} of them not at once, under {backend.Faults} faults. RPC_STRESS_SEED={seed}");
        Counts.Tell($"tasks: {succeeded} succeeded ({again} not at once), {cancelled} cancelled, {refused} refused, {backend.Faults} faults, {left.Sum(static count => count.Count)} running at the end, seed {seed}");
    }

    private static ValueTask<TaskWorker> StartAsync(RpcTasks tasks) => tasks.StartWorkerAsync(static options =>
    {
        options.Handle<ISums>(new Sums());
        options.Concurrency = 8;
        options.Lease = TimeSpan.FromSeconds(1);
        options.Heartbeat = TimeSpan.FromMilliseconds(400);
        options.DrainTimeout = TimeSpan.FromMilliseconds(100);
        options.StopTimeout = TimeSpan.FromMilliseconds(500);
    });

    private static async Task CancelAsync(TaskHandle<int[]> handle)
    {
        try
        {
            await handle.CancelAsync();
        }
        catch (RpcException)
        {
            // It goes on, or not.
        }
    }
}
