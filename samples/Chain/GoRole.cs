using Chain.Contract;
using Rpc;

namespace Chain;

/// <summary>Asks a node to send a journey around.</summary>
internal static class GoRole
{
    public static async Task<int> RunAsync(string start, int laps, CancellationToken stop)
    {
        await using var client = new RpcClient();
        string[] path = await StartAsync(client.Get<INode>($"rpcname:{NodeRole.Prefix}{start}"), laps, stop);
        Console.WriteLine(Route.Of(path));
        return 0;
    }

    /// <summary>The call blocks its thread, as a local one would; so it has one of the pool, and Ctrl-C does not wait for it.</summary>
    public static Task<string[]> StartAsync(INode node, int laps, CancellationToken stop) => Task.Run(() => node.Start(laps), stop).WaitAsync(stop);
}
