using System.Diagnostics;
using Rpc.Scale.Contracts;
using Rpc.Scale.Measuring;
using Rpc.Scale.Running;

namespace Rpc.Scale.Scenarios.Threads;

/// <summary>Threads of its own that share one proxy and do nothing but call.</summary>
internal sealed class ThreadsRole : IClientRole
{
    public string Name => "threads";

    public async Task RunAsync(ClientRun run)
    {
        await using RpcClient client = new();
        IScaleService service = client.Get<IScaleService>(run.Endpoint);
        Measure(service, run.Count, run.Warmup);
        Lines.Say(Lines.Ready);
        ClientRun.AwaitGo();
        Lines.Say(Measure(service, run.Count, run.Duration));
    }

    private static Readings Measure(IScaleService service, int count, TimeSpan length)
    {
        using Recorder recorder = new();
        long[] shares = new long[count];
        Exception? failure = null;
        Usage before = Usage.Now();
        long start = Stopwatch.GetTimestamp();
        long end = CallLoop.EndAfter(length);
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(() => Call(i)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        Usage used = Usage.Now().Since(before);
        if (failure is not null)
        {
            throw new InvalidOperationException("A thread's call failed.", failure);
        }

        Readings readings = new()
        {
            ["calls"] = shares.Sum(),
            ["rate"] = shares.Sum() / elapsed.TotalSeconds,
            ["cpu"] = used.CpuMicroseconds,
            ["least"] = Fairness.Of(shares).Least,
        };
        readings.AddLatencies("", recorder.Sum());
        return readings;

        void Call(int i)
        {
            try
            {
                shares[i] = CallLoop.Run(service.Add, recorder, end);
            }
            catch (Exception exception)
            {
                // Told by the thread that waits for this one; here it would end the process without its story.
                failure = exception;
            }
        }
    }
}
