using System.Threading.Channels;
using Rpc;
using Samples;

namespace Currency.AllInOne;

/// <summary>How many calls each worker runs. Every server tells that of itself while somebody watches; <c>rpc top</c> shows the same.</summary>
internal static class WorkerLoads
{
    private static readonly TimeSpan s_stretch = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until all workers together run so many calls.</summary>
    /// <returns>How many each of them runs.</returns>
    public static async Task<int[]> WaitForAsync(RpcClient client, IReadOnlyList<RemoteUri> workers, int calls, TimeSpan patience, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        end.CancelAfter(patience);
        Channel<(int Worker, int Running)> told = Channel.CreateUnbounded<(int Worker, int Running)>();
        Task[] watches = [.. workers.Select((worker, i) => WatchAsync(client, worker, i, told.Writer, end.Token))];
        var running = new int[workers.Count];
        try
        {
            while (running.Sum() != calls)
            {
                (int worker, int now) = await told.Reader.ReadAsync(end.Token);
                running[worker] = now;
            }

            return running;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new SampleException($"The workers ran {string.Join(" + ", running)} calls of {calls} after {patience.TotalSeconds:0.#} s: this machine is too busy now.");
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(watches).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task WatchAsync(RpcClient client, RemoteUri worker, int number, ChannelWriter<(int Worker, int Running)> told, CancellationToken end)
    {
        await foreach (ObjectLoad load in client.WatchLoadAsync(worker, s_stretch, end))
        {
            told.TryWrite((number, load.Running - 1)); // without this watch, which is a call as well
        }
    }
}
