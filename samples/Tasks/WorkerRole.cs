using Calculation.Contract;
using Rpc.Tasks;
using Rpc.Tasks.Worker;

namespace Calculation;

/// <summary>Runs tasks until it is told to stop.</summary>
internal static class WorkerRole
{
    /// <summary>What a worker prints when it takes tasks.</summary>
    public const string Ready = "Ready: worker ";

    public static async Task<int> RunAsync(Backend backend, CancellationToken stop)
    {
        await using RpcTasks tasks = await backend.OpenAsync(stop);
        await using TaskWorker worker = await tasks.StartWorkerAsync(
            options =>
            {
                options.Handle<ICalculator>(new Calculator());

                // Short, so that a killed worker is missed soon; 30 s and 10 s are the defaults.
                options.Lease = TimeSpan.FromSeconds(4);
                options.Heartbeat = TimeSpan.FromSeconds(1);
            },
            stop);
        Console.WriteLine($"{Ready}{Environment.ProcessId}.");
        await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine($"Worker {Environment.ProcessId} stops; {worker.Running} tasks run still.");
        return 0;
    }
}
