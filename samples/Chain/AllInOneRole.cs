using Chain.Contract;
using Rpc;
using Samples;

namespace Chain;

/// <summary>Everything by one command: a name server and three nodes as processes, journeys one after another and at once, and one without the name server.</summary>
internal static class AllInOneRole
{
    private static readonly string[] s_names = ["1", "2", "3"];

    public static async Task<int> RunAsync(int laps, CancellationToken stop)
    {
        using Children children = new();
        Child nameServer = await NameServerRole.StartAsync(children, stop);
        for (int i = 0; i < s_names.Length; i++)
        {
            Child node = children.Start("node", s_names[i], "--next", s_names[(i + 1) % s_names.Length]);
            Console.WriteLine($"{await node.WaitForAsync(NodeRole.Ready, stop)} (process {node.Id})");
            node.Follow(static _ => { });
        }

        await using var client = new RpcClient(new RpcClientOptions { NameServers = [RemoteUri.Parse(children.NameServer!)] });
        INode[] nodes = [.. s_names.Select(name => client.Get<INode>($"rpcname:{NodeRole.Prefix}{name}"))];

        Console.WriteLine($"one journey: {await GoAsync(nodes[0], 1, stop)}");
        Console.WriteLine($"{laps} laps, {laps * s_names.Length} calls deep: {await GoAsync(nodes[0], laps, stop)}");
        string[] all = await Task.WhenAll(nodes.Select(node => GoAsync(node, 1, stop)));
        Console.WriteLine($"all three at once: {string.Join(", ", all)}");
        nameServer.Kill();
        Console.WriteLine($"killed the name server (process {nameServer.Id}); again:");
        Console.WriteLine($"one journey: {await GoAsync(nodes[0], 1, stop)}");
        return 0;
    }

    private static async Task<string> GoAsync(INode node, int laps, CancellationToken stop) => Route.Of(await GoRole.StartAsync(node, laps, stop));
}
