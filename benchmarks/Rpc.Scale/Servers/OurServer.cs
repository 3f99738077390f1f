using Rpc.Scale.Contracts;

namespace Rpc.Scale.Servers;

/// <summary>This library with nothing tuned, but that it takes as many connections as the process has descriptors for.</summary>
internal static class OurServer
{
    // Static, because it lives as long as the process does and nobody disposes it.
    private static RpcServer? s_server;

    public static async ValueTask<string> StartAsync()
    {
        s_server = new RpcServer(new RpcServerOptions { Limits = new RpcLimits { MaxConnections = 1_000_000 } });
        await s_server.ListenAsync("rpc://127.0.0.1:0");
        return s_server.Add<IScaleService>(new ScaleService(), "scale").ToString();
    }
}
