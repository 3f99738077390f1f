using Rpc;
using Rpc.Tasks;
using Rpc.Tasks.Worker;

await using RpcTasks tasks = await RpcTasks.OpenAsync(t => t.UseSqlite(args[0]));
await using TaskWorker worker = await tasks.StartWorkerAsync(w => w.Handle<IPricing>(new Pricing()));
TaskHandle<decimal> price = await tasks.EnqueueAsync(PricingCalls.Price("tea", 3));
Console.WriteLine(FormattableString.Invariant($"tea: {await price}"));

[Remote]
public interface IPricing
{
    decimal Price(string article, int count);
}

internal sealed class Pricing : IPricing
{
    public decimal Price(string article, int count) => count * 2.5m;
}
