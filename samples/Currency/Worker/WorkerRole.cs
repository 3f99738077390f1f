using Currency.Contract;
using Rpc;

namespace Currency.Worker;

/// <summary>Terminals 3, 4, 5…: fetches rates for whoever calls, until Ctrl-C.</summary>
internal static class WorkerRole
{
    /// <summary>The name under which all workers are found.</summary>
    public const string Name = "currency";

    /// <summary>What comes before its URI when a worker is ready.</summary>
    public const string Ready = "worker at ";

    public static async Task<int> RunAsync(UrlTemplate own, bool ownOnly, TimeSpan patience, CancellationToken stop)
    {
        using var feeds = new FeedClient(patience);
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0", stop);
        Publication publication = await server.PublishAsync<IWorker>(
            Name,
            _ => new ValueTask<IWorker>(new CurrencyWorker(feeds, own, ownOnly)),
            InstanceMode.PerCall,
            new PublishOptions { Mode = RegisterMode.Add }, // beside the other workers, not in their place
            cancellationToken: stop);
        Console.WriteLine($"{Ready}{publication.Uri}");
        await server.RunAsync(stop);
        return 0;
    }
}
