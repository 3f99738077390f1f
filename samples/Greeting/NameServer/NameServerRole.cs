using Rpc;
using Rpc.NameServer;

namespace Greeting.NameServer;

/// <summary>A name server on any free port that forgets everything when it ends: what <c>rpc ns --listen rpc://127.0.0.1:0 --store memory</c> does.</summary>
internal static class NameServerRole
{
    public static async Task<int> RunAsync(CancellationToken stoppingToken)
    {
        NameServerOptions options = new() { Listen = RemoteUri.Parse("rpc://127.0.0.1:0") };
        await using NameServerHost host = await NameServerHost.StartAsync(options, stoppingToken);
        Console.WriteLine($"name server at {host.Uri.WithoutObject()}");
        await Task.Delay(Timeout.Infinite, stoppingToken);
        return 0;
    }
}
