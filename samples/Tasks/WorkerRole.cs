using Rpc.Tasks;
using Rpc.Tasks.Worker;

namespace Calculation;

/// <summary>Runs tasks until it is told to stop.</summary>
internal static class WorkerRole
{
    public static async Task<int> RunAsync(Backend backend, bool untilInputEnds, CancellationToken stop)
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
        Console.WriteLine($"Worker {Environment.ProcessId} is ready.");
        Task told = Task.Delay(Timeout.Infinite, stop);
        await (untilInputEnds ? Task.WhenAny(told, Task.Run(Console.In.ReadToEnd, stop)) : told).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Console.WriteLine($"Worker {Environment.ProcessId} stops; {worker.Running} tasks run still.");
        return 0;
    }
}
