using System.CommandLine;
using System.Text.Json;
using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Cli;

/// <summary>The client role; started by the comparison itself.</summary>
internal static class ClientCommand
{
    public static Command Create()
    {
        Option<string> peer = new("--peer") { Required = true };
        Option<string> workload = new("--workload") { Required = true };
        Option<string> endpoint = new("--endpoint") { Required = true };
        Option<int> warmup = new("--warmup") { Required = true, Description = "Milliseconds." };
        Option<int> duration = new("--duration") { Required = true, Description = "Milliseconds." };
        Option<int> rate = new("--rate") { Description = "Calls per second of the paced workload.", DefaultValueFactory = _ => RunPlan.DefaultRate };
        Command command = new("client", "Plays the client of one run.") { peer, workload, endpoint, warmup, duration, rate };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            ClientRun run = new(
                parsed.GetRequiredValue(workload),
                parsed.GetRequiredValue(endpoint),
                TimeSpan.FromMilliseconds(parsed.GetRequiredValue(warmup)),
                TimeSpan.FromMilliseconds(parsed.GetRequiredValue(duration)),
                parsed.GetValue(rate));
            ClientResult result = await PeerCatalog.Get(parsed.GetRequiredValue(peer)).RunClientAsync(run);
            LineProtocol.Say(JsonSerializer.Serialize(result, ProtocolJson.Default.ClientResult));
        });
        return command;
    }
}
