using System.CommandLine;
using Rpc.Scale.Running;

namespace Rpc.Scale.Cli;

/// <summary>The client role; started by the benchmark itself.</summary>
internal static class ClientCommand
{
    public static Command Create()
    {
        Option<string> role = new("--role") { Required = true };
        Option<Variant> variant = new("--variant") { Required = true };
        Option<string> endpoint = new("--endpoint") { Required = true };
        Option<int> count = new("--count") { Required = true };
        Option<int> names = new("--names") { Required = true };
        Option<int> bytes = new("--bytes") { Required = true };
        Option<int> warmup = new("--warmup") { Required = true, Description = "Milliseconds." };
        Option<int> duration = new("--duration") { Required = true, Description = "Milliseconds." };
        Command command = new("client", "Plays a client of a scenario.") { role, variant, endpoint, count, names, bytes, warmup, duration };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            await RoleCatalog.Get(parsed.GetRequiredValue(role)).RunAsync(new ClientRun(
                parsed.GetRequiredValue(variant),
                parsed.GetRequiredValue(endpoint),
                parsed.GetRequiredValue(count),
                parsed.GetRequiredValue(names),
                parsed.GetRequiredValue(bytes),
                TimeSpan.FromMilliseconds(parsed.GetRequiredValue(warmup)),
                TimeSpan.FromMilliseconds(parsed.GetRequiredValue(duration))));

            // Its connections stay open until the scenario has looked at them.
            await Console.In.ReadToEndAsync(CancellationToken.None);
        });
        return command;
    }
}
