using Calculation.Contract;
using Rpc.Tasks;

namespace Calculation;

/// <summary>Enqueues one addition.</summary>
internal static class AddRole
{
    public static async Task<int> RunAsync(Backend backend, int x, int y, bool wait, CancellationToken stop)
    {
        await using RpcTasks tasks = await backend.OpenAsync(stop);
        #region add
        TaskHandle<int> sum = await tasks.EnqueueAsync(CalculatorCalls.Add(x, y), cancellationToken: stop);
        Console.WriteLine($"Enqueued {x} + {y} as {sum.Id}.");
        if (wait)
        {
            Console.WriteLine($"{x} + {y} = {await sum.GetResultAsync(stop)}");
        }
        #endregion

        return 0;
    }
}
