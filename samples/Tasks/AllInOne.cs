using Calculation.Contract;
using Rpc.Tasks;
using Samples;

namespace Calculation;

/// <summary>Everything at once: this process enqueues, two others work, and one of them is killed.</summary>
internal static class AllInOne
{
    public static async Task<int> RunAsync(Backend backend, CancellationToken stop)
    {
        await using RpcTasks tasks = await backend.OpenAsync(stop);
        using Children children = new();
        Child first = await StartWorkerAsync(children, backend, stop);

        TaskHandle<int> sum = await tasks.EnqueueAsync(CalculatorCalls.Add(2, 3), cancellationToken: stop);
        Console.WriteLine($"Enqueued 2 + 3 as {sum.Id}.");
        Console.WriteLine($"2 + 3 = {await sum.GetResultAsync(stop)}");

        TaskBatch<int> batch = await tasks.EnqueueManyAsync(Enumerable.Range(1, 1000).Select(i => CalculatorCalls.Add(i, i)), cancellationToken: stop);
        Console.WriteLine($"A thousand sums more: together {(await batch.GetResultsAsync(stop)).Sum()}.");

        TaskHandle<int> slow = await tasks.EnqueueAsync(CalculatorCalls.AddSlowly(20, 22, TimeSpan.FromSeconds(2)), cancellationToken: stop);
        while (await slow.StatusAsync(stop) != RpcTaskState.Running)
        {
            await Task.Delay(50, stop);
        }

        await Task.Delay(500, stop);
        Console.WriteLine($"Worker {first.Id} is killed in the middle of 20 + 22.");
        first.Kill();
        await StartWorkerAsync(children, backend, stop);
        Console.WriteLine($"20 + 22 = {await slow.GetResultAsync(stop)}, at attempt {(await slow.InfoAsync(stop))!.Attempt}.");
        return 0;
    }

    private static async Task<Child> StartWorkerAsync(Children children, Backend backend, CancellationToken stop)
    {
        Child worker = children.Start(["worker", .. backend.Arguments()]);
        Console.WriteLine(await worker.WaitForAsync(WorkerRole.Ready, stop));
        worker.Follow(Console.WriteLine);
        return worker;
    }
}
