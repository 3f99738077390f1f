using Rpc.Scale.Running;

namespace Rpc.Scale.Servers;

internal static class ServerCatalog
{
    /// <summary>Listens on a free port of 127.0.0.1 until the process ends.</summary>
    /// <param name="variant">Which server.</param>
    /// <param name="store">Where a name server keeps its names; null for memory.</param>
    /// <returns>What a client needs to connect.</returns>
    public static ValueTask<string> StartAsync(Variant variant, string? store) => variant switch
    {
        Variant.Ours => OurServer.StartAsync(),
        Variant.Names => NamesServer.StartAsync(store),
        Variant.Bare => ValueTask.FromResult(BareServer.Start()),
        _ => ValueTask.FromResult(BulkServer.Start()),
    };
}
