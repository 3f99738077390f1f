using Chain.Contract;
using Rpc;
using Samples;

namespace Chain;

/// <summary>One node as a process: listed under its name, and asked for the next one's when it needs it first.</summary>
internal static class NodeRole
{
    /// <summary>What the names of all nodes begin with.</summary>
    public const string Prefix = "chain.";

    /// <summary>Begins the line that says that the node can be called.</summary>
    public const string Ready = "node ";

    public static async Task<int> RunAsync(string name, string next, CancellationToken stop)
    {
        #region node
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0", stop);
        INode nextNode = server.Client.Get<INode>($"rpcname:{Prefix}{next}", new ProxyOptions { WaitForName = true });
        var node = new Node(name, nextNode, Console.WriteLine);
        await server.PublishAsync<INode>($"{Prefix}{name}", node, cancellationToken: stop);
        #endregion
        Console.WriteLine($"{Ready}{name}, next is {next}");
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task asked = Console.IsInputRedirected ? Task.CompletedTask : AskAsync(node, done.Token);
        await server.RunAsync(stop);
        await done.CancelAsync();
        await asked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    // In a terminal of its own a node is a master, too: whoever sits there starts journeys.
    private static async Task AskAsync(Node node, CancellationToken stop)
    {
        while (await TypedLines.AskAsync("Enter, or a number of laps, sends a journey around: ", stop) is { } line)
        {
            if (line.Length > 0 && !int.TryParse(line, out _))
            {
                Console.WriteLine($"'{line}' is not a number.");
                continue;
            }

            try
            {
                string[] path = await Task.Run(() => node.Start(line.Length == 0 ? 1 : int.Parse(line, null)), stop);
                Console.WriteLine(Route.Of(path));
            }
            catch (Exception error) when (error is RpcException or ArgumentOutOfRangeException)
            {
                Console.WriteLine(error.Message);
            }
        }
    }
}
