using Rpc.NameServer;
using Rpc.NameServer.Stores;

namespace Rpc.Scale.Servers;

/// <summary>The name server as <c>rpc ns</c> runs it, on a free port.</summary>
internal static class NamesServer
{
    // Static, because it lives as long as the process does and nobody disposes it.
    private static NameServerHost? s_host;

    /// <param name="store">Path of a SQLite database, or null to keep names in memory only.</param>
    public static async ValueTask<string> StartAsync(string? store)
    {
        s_host = await NameServerHost.StartAsync(new NameServerOptions
        {
            Listen = RemoteUri.ForHost("127.0.0.1", 0),
            Store = store is null ? new MemoryNameStore() : SqliteNameStore.Open(store),
        });
        return s_host.Uri.ToString();
    }
}
