using System.CommandLine;
using Rpc.Comparison.Peers;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Cli;

/// <summary>The server role; started by the comparison itself.</summary>
internal static class ServerCommand
{
    public static Command Create()
    {
        Option<string> peer = new("--peer") { Required = true };
        Command command = new("server", "Plays the server of one run.") { peer };
        command.Hidden = true;
        command.SetAction(async (parsed, _) => LineProtocol.ServeMarks(await PeerCatalog.Get(parsed.GetRequiredValue(peer)).StartServerAsync()));
        return command;
    }
}
