using Rpc.Tasks;

namespace Calculation;

/// <summary>Enqueues one addition.</summary>
internal static class AddRole
{
    public static async Task<int> RunAsync(Backend backend, int x, int y, CancellationToken stop)
    {
        await using RpcTasks tasks = await backend.OpenAsync(stop);
        TaskHandle<int> sum = await tasks.EnqueueAsync(CalculatorCalls.Add(x, y), cancellationToken: stop);
        Console.WriteLine($"Enqueued {x} + {y} as {sum.Id}.");
        Console.WriteLine($"{x} + {y} = {await sum.GetResultAsync(stop)}");
        return 0;
    }
}
