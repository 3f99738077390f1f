using Rpc;

namespace Listings;

/// <summary>The programs of docs/from-wcf.md.</summary>
public static class FromWcf
{
    public static async Task ServerAsync(Action<RemoteUri> ready, CancellationToken stoppingToken)
    {
        #region server
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0");
        RemoteUri uri = server.Add<ITransfers>(
            static _ => new ValueTask<ITransfers>(new Transfers()),
            InstanceMode.Session,                                           // InstanceContextMode.PerSession
            "transfers",
            new ObjectOptions { Concurrency = Concurrency.Serial });        // one call at a time
        #endregion
        ready(uri);
        await server.RunAsync(stoppingToken);
    }

    public static async Task ClientAsync(RemoteUri uri)
    {
        #region client
        await using var client = new RpcClient();
        ITransfers transfers = client.Get<ITransfers>(uri);
        await transfers.WatchAsync(new Watcher());
        try
        {
            Console.WriteLine(await transfers.TransferAsync(new Transfer("north", "south", 30)));   // Done: 30, then 70
            await transfers.TransferAsync(new Transfer("north", "south", 100));
        }
        catch (NotCoveredException error)
        {
            Console.WriteLine($"{error.Message} {error.Missing} missing.");
        }
        #endregion
    }

    private sealed class Watcher : ITransferEvents
    {
        public void Done(Transfer transfer) => Console.WriteLine($"Done: {transfer.Amount}");
    }
}
