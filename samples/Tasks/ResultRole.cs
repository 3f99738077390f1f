using Calculation.Contract;
using Rpc.Tasks;
using Samples;

namespace Calculation;

/// <summary>Fetches the result of an addition that was enqueued before, by this program or another one.</summary>
internal static class ResultRole
{
    public static async Task<int> RunAsync(Backend backend, Guid id, CancellationToken stop)
    {
        await using RpcTasks tasks = await backend.OpenAsync(stop);
        TaskHandle<int> sum = tasks.GetHandle<ICalculator, int>(id);
        if (await sum.InfoAsync(stop) is not { } task)
        {
            throw new SampleException($"There is no task {id}.");
        }

        Console.WriteLine($"state: {task.State}");
        Console.WriteLine($"The sum is {await sum.GetResultAsync(stop)}.");
        return 0;
    }
}
