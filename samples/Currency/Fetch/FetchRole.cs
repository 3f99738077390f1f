using Currency.Contract;
using Currency.Worker;
using Rpc;

namespace Currency.Fetch;

/// <summary>The client: fetches many pairs from whatever workers there are.</summary>
internal static class FetchRole
{
    /// <returns>1 where a pair has no rate, or not the same one twice.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> pairs, string? urlTemplate, int atATime, CancellationToken stop)
    {
        await using var client = new RpcClient();
        IWorker workers = client.Get<IWorker>($"rpcname:{WorkerRole.Name}");

        // So that a missing name server, or no worker at all, is told once, and not for every pair.
        await RemoteProxy.CheckAsync(workers, stop);
        (_, bool isGood) = await FetchTwice.RunAsync(new Fetcher(workers, pairs, urlTemplate), atATime, stop);
        return isGood ? 0 : 1;
    }
}
