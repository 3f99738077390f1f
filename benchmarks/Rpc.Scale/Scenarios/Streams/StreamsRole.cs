using System.Diagnostics;
using Rpc.Scale.Contracts;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Streams;

/// <summary>One stream, all streams; then all but one are left unread, and that one again.</summary>
internal sealed class StreamsRole : IClientRole
{
    public string Name => "streams";

    public async Task RunAsync(ClientRun run)
    {
        await using RpcClient client = new();
        IScaleService service = client.Get<IScaleService>(run.Endpoint);
        await ReadAllAsync(service, 1, run.Warmup);
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();

        (double alone, _) = await ReadAllAsync(service, 1, run.Duration);
        double up = await SendAsync(service, run.Duration);
        (double together, Fairness fairness) = await ReadAllAsync(service, run.Count, run.Duration);
        Lines.Say(new Readings { ["alone"] = alone, ["up"] = up, ["together"] = together, ["least"] = fairness.Least, ["most"] = fairness.Most });
        ClientRun.AwaitGo();

        Memory before = Memory.Now();
        List<UnreadStream> unread = [];
        for (int i = 1; i < run.Count; i++)
        {
            unread.Add(await UnreadStream.OpenAsync(service));
        }

        await Task.Delay(run.Duration);
        Lines.Say(new Readings { ["client managed"] = (Memory.Now().ManagedBytes - before.ManagedBytes) / run.Count });
        ClientRun.AwaitGo();

        (double beside, _) = await ReadAllAsync(service, 1, run.Duration);
        await Task.Yield();
        foreach (UnreadStream stream in unread)
        {
            await stream.CloseAsync();
        }

        Lines.Say(new Readings { ["beside"] = beside });
    }

    private static async Task<(double Rate, Fairness Fairness)> ReadAllAsync(IScaleService service, int count, TimeSpan length)
    {
        long start = Stopwatch.GetTimestamp();
        long end = CallLoop.EndAfter(length);
        long[] items = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => ReadAsync(service, end))));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        await Task.Yield();
        return (items.Sum() / elapsed.TotalSeconds, Fairness.Of(items));
    }

    private static async Task<double> SendAsync(IScaleService service, TimeSpan length)
    {
        long start = Stopwatch.GetTimestamp();
        long items = await service.TakeAsync(Numbers(CallLoop.EndAfter(length)));
        return items / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async IAsyncEnumerable<int> Numbers(long end)
    {
        await Task.CompletedTask;
        for (int i = 0; (i & 63) != 0 || Stopwatch.GetTimestamp() < end; i++)
        {
            yield return i;
        }
    }

    private static async Task<long> ReadAsync(IScaleService service, long end)
    {
        int expected = 0;
        await foreach (int item in service.CountAsync())
        {
            if (item != expected++)
            {
                throw new InvalidOperationException($"Item {expected - 1} of a stream was {item}.");
            }

            // The clock costs more than an item.
            if ((item & 63) == 63 && Stopwatch.GetTimestamp() >= end)
            {
                break;
            }
        }

        return expected;
    }
}
