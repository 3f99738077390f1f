using System.CommandLine;
using Rpc.Scale.Running;
using Rpc.Scale.Servers;

namespace Rpc.Scale.Cli;

/// <summary>The server role; started by the benchmark itself.</summary>
internal static class ServerCommand
{
    public static Command Create()
    {
        Option<Variant> variant = new("--variant") { Required = true };
        Option<string?> store = new("--store");
        Command command = new("server", "Plays the server of a scenario.") { variant, store };
        command.Hidden = true;
        command.SetAction(async (parsed, _) => Lines.Serve(await ServerCatalog.StartAsync(parsed.GetRequiredValue(variant), parsed.GetValue(store))));
        return command;
    }
}
