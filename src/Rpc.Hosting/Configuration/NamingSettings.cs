using Rpc.Naming;

namespace Rpc.Hosting.Configuration;

/// <summary>The keys about finding name servers, which servers and clients have alike.</summary>
internal static class NamingSettings
{
    public static SettingTable<TOptions> AddNameServers<TOptions>(this SettingTable<TOptions> table, Action<TOptions, IReadOnlyList<RemoteUri>> servers, Action<TOptions, NameDiscovery?> discovery) => table
        .AddList("NameServers", SettingType.Address, "what RPC_NS says, else localhost:9190, else what discovery finds", "The name servers to ask, the first one first", (options, texts) => servers(options, [.. texts.Select(NameServerAddress.Parse)]))
        .Add("Discovery", SettingType.Bool, "true", "Whether a name server is looked for on the network where none is given and none answers on this machine", (options, text) => discovery(options, SettingText.Bool(text) ? new NameDiscovery() : null));
}
