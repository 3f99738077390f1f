using Rpc;
using Rpc.Tasks;
using Rpc.Tasks.Postgres;
using Rpc.Tasks.RabbitMq;
using Rpc.Tasks.Worker;

namespace Listings;

/// <summary>The programs of docs/from-celery.md.</summary>
public static class FromCelery
{
    public static async Task CalculatorAsync(string broker, string results)
    {
        #region calculator
        await using RpcTasks tasks = await RpcTasks.OpenAsync(t => t.UseRabbitMq(broker, results: store => store.UsePostgres(results)));
        await using TaskWorker worker = await tasks.StartWorkerAsync(w => w.Handle<ICalculator>(new Calculator()).Concurrency = 4);

        TaskHandle<int> result = await tasks.EnqueueAsync(CalculatorCalls.Add(2, 3));
        Console.WriteLine(await result.GetResultAsync().WaitAsync(TimeSpan.FromSeconds(10)));
        #endregion
    }
}
