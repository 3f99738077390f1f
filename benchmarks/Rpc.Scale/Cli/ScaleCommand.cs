using System.CommandLine;
using Rpc.Scale.Reporting;
using Rpc.Scale.Running;
using Rpc.Scale.Scenarios;

namespace Rpc.Scale.Cli;

/// <summary>The command a user sees: runs the scenarios and prints what they found.</summary>
internal static class ScaleCommand
{
    public static RootCommand Create()
    {
        Option<bool> quick = new("--quick") { Description = "One short round." };
        Option<FileInfo?> json = new("--json") { Description = "Also write the rows to this file.", HelpName = "FILE" };
        Option<string[]> only = new("--only") { Description = $"Run this scenario only; may be given more than once: {string.Join(", ", ScenarioCatalog.All.Select(scenario => scenario.Name))}.", HelpName = "NAME" };
        Option<int?> connections = new("--connections") { Description = "Connections of idle (else 10,000) and active (else 1,000), watchers of naming (else 1,000).", HelpName = "N" };
        Option<int> streams = new("--streams") { Description = "Streams at once on one connection.", DefaultValueFactory = _ => 1_000, HelpName = "N" };
        Option<int> names = new("--names") { Description = "Names of naming; beside other name servers at most 5,000 of them.", DefaultValueFactory = _ => 1_000_000, HelpName = "N" };
        Option<int> bytes = new("--bytes") { Description = "Length of a large body; the default is just below the limit of a message.", DefaultValueFactory = _ => (64 * 1024 * 1024) - 1024, HelpName = "N" };
        Option<int> starts = new("--starts") { Description = "Starts of each program in a round of startup.", DefaultValueFactory = _ => 20, HelpName = "N" };
        Option<int?> rounds = new("--rounds") { Description = "Rounds, each of which runs every scenario once; 5, quick 1.", HelpName = "N" };
        Option<double?> duration = new("--duration") { Description = "Seconds of each measured window; 3, quick 1. The warm-up takes two thirds of it.", HelpName = "SECONDS" };
        RootCommand root = new("Measures scale: many connections, large bodies, streams, slow handlers, threads, start-up, names; client and server are processes of their own.")
        {
            quick, json, only, connections, streams, names, bytes, starts, rounds, duration, ServerCommand.Create(), ClientCommand.Create(),
        };
        root.SetAction((parsed, cancellationToken) =>
        {
            bool isQuick = parsed.GetValue(quick);
            double seconds = parsed.GetValue(duration) ?? (isQuick ? 1 : 3);
            ScaleOptions options = new(
                parsed.GetValue(connections),
                parsed.GetValue(streams),
                parsed.GetValue(names),
                parsed.GetValue(bytes),
                parsed.GetValue(starts),
                parsed.GetValue(rounds) ?? (isQuick ? 1 : 5),
                TimeSpan.FromSeconds(seconds * 2 / 3),
                TimeSpan.FromSeconds(seconds));
            return RunAsync(options, parsed.GetValue(json), parsed.GetValue(only) ?? [], cancellationToken);
        });
        return root;
    }

    private static async Task<int> RunAsync(ScaleOptions options, FileInfo? json, string[] only, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<IScenario> scenarios = ScenarioCatalog.Select(only);
            Dictionary<IScenario, List<Readings>> results = scenarios.ToDictionary(scenario => scenario, _ => new List<Readings>());
            for (int round = 1; round <= options.Rounds; round++)
            {
                foreach (IScenario scenario in scenarios)
                {
                    await Console.Error.WriteLineAsync($"round {round}/{options.Rounds}  {scenario.Name}");
                    results[scenario].Add(await scenario.RunRoundAsync(options, cancellationToken));
                }
            }

            ScaleReport report = ScaleReport.From(results);
            ScaleTable.Print(report);
            if (json is not null)
            {
                await File.WriteAllTextAsync(json.FullName, ScaleJson.Serialize(report), cancellationToken);
            }

            return 0;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A scenario that is not there, a process that did not start or did not answer: the message says it all.
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
