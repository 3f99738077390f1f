using Rpc.NameServer;

namespace Rpc.Network.Tests.Node;

/// <summary>A name server in memory.</summary>
internal static class NameServerNode
{
    public static async Task RunAsync(string uri, bool discoverable)
    {
        await using NameServerHost host = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse(uri), Discovery = discoverable ? new DiscoveryOptions() : null });
        Console.WriteLine("READY");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            // list ID
            Naming.NamePage page = await host.Service.ListAsync();
            Console.WriteLine($"{line.Split(' ')[1]} {string.Join(' ', page.Entries.Select(static entry => $"{entry.Name}={entry.Instances[0].Uri}"))}");
        }
    }
}
