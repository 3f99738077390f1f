namespace Rpc.Network.Tests.Node;

/// <summary>Serves a probe. <c>publish ID NAME ADDRESS LEASE_S</c> lists it, with <c>-</c> at the address that the server finds itself; <c>state ID</c> tells what it holds, <c>stop ID DRAIN</c> stops serving.</summary>
internal static class ServerNode
{
    public static async Task RunAsync(string uri, string ns, RpcLimits limits)
    {
        using var connections = new ConnectionCounter();
        var probe = new Probe();
        await using var server = new RpcServer(new RpcServerOptions { NameServers = NodeOptions.NameServers(ns), Limits = limits, DrainTimeout = TimeSpan.FromSeconds(5) });
        RemoteUri at = await server.ListenAsync(uri);
        server.Add<IProbe>(probe, "probe");
        Console.WriteLine($"READY {at}");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            string answer = words[0] switch
            {
                "publish" => await PublishAsync(server, probe, words),
                "state" => $"{connections} {probe}",
                "stop" => await StopAsync(server),
                _ => "unknown command",
            };
            Console.WriteLine($"{words[1]} {answer}");
        }
    }

    private static async Task<string> PublishAsync(RpcServer server, Probe probe, string[] words)
    {
        var options = new PublishOptions { Advertise = words[3] == "-" ? null : RemoteUri.Parse(words[3]), Lease = TimeSpan.FromSeconds(int.Parse(words[4], null)) };
        try
        {
            Publication publication = await server.PublishAsync<IProbe>(words[2], probe, options);
            return $"OK {publication.Uri}";
        }
        catch (RpcException error)
        {
            return $"FAILED {error.Message}";
        }
    }

    private static async Task<string> StopAsync(RpcServer server)
    {
        await server.StopAsync();
        return "OK";
    }
}
