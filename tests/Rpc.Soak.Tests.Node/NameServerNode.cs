using System.Globalization;
using Rpc.NameServer;

namespace Rpc.Soak.Tests.Node;

/// <summary>A name server that forgets everything when it is killed: the servers must list themselves again.</summary>
internal static class NameServerNode
{
    public static async Task<int> RunAsync(string port)
    {
        await using NameServerHost host = await Listening.RetryAsync(() =>
            NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.ForHost("127.0.0.1", int.Parse(port, CultureInfo.InvariantCulture)) }));
        Console.WriteLine("READY");
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
