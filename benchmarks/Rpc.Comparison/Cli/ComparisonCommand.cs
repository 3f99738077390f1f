using System.CommandLine;
using System.CommandLine.Parsing;
using Rpc.Comparison.Peers;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Cli;

/// <summary>The command a user sees: its options and what they may be.</summary>
internal static class ComparisonCommand
{
    public static RootCommand Create()
    {
        Option<bool> quick = new("--quick") { Description = "Ours and the floors only, short runs; ends within a minute." };
        Option<string[]> only = Names("--only", "Run this row only; may be given more than once.", PeerCatalog.All.Select(peer => peer.Name));
        Option<string[]> workload = Names("--workload", "Run this workload only; may be given more than once.", Workloads.All.Keys);
        Option<int?> rounds = new("--rounds") { Description = "How often every row runs (5; with --quick 3).", HelpName = "N" };
        Option<double?> duration = new("--duration") { Description = "Measured seconds of each run, after two thirds of it (2 s at most) to warm up (3).", HelpName = "SECONDS" };
        Option<int> rate = new("--rate") { Description = "Calls per second of the paced workload.", HelpName = "N", DefaultValueFactory = _ => RunPlan.DefaultRate };
        Option<Pinning> pin = new("--pin") { Description = "Bind server and client to one core (Shared) or to one each (Split); Linux only.", HelpName = "None|Shared|Split" };
        Option<FileInfo?> json = OutputFile("--json", "Also write everything to this file.");
        Option<FileInfo?> svg = OutputFile("--svg", "Also draw the rates into this file.");
        Option<bool> list = new("--list") { Description = "Show the rows and the workloads, and run nothing." };
        Demand(rounds, value => value is null or (>= 1 and <= 1000), "--rounds must be between 1 and 1,000.");
        Demand(duration, value => value is null or (>= 0.05 and <= 600), "--duration must be between 0.05 and 600 seconds.");
        Demand(rate, value => value is >= 1 and <= 1_000_000, "--rate must be between 1 and 1,000,000 calls per second.");
        Demand(pin, value => value == Pinning.None || OperatingSystem.IsLinux(), "--pin works on Linux only.");

        RootCommand root = new("Compares whole calls: bare sockets, this library and its peers, in alternated runs of separate processes.")
        {
            quick, only, workload, rounds, duration, rate, pin, json, svg, list, ServerCommand.Create(), ClientCommand.Create(),
        };
        root.SetAction((parsed, cancellationToken) => parsed.GetValue(list)
            ? Task.FromResult(ListPrinter.Print())
            : ComparisonRun.RunAsync(
                new ComparisonOptions(
                    parsed.GetValue(quick),
                    parsed.GetValue(only) ?? [],
                    parsed.GetValue(workload) ?? [],
                    parsed.GetValue(rounds),
                    parsed.GetValue(duration),
                    parsed.GetValue(rate),
                    parsed.GetValue(pin),
                    parsed.GetValue(json),
                    parsed.GetValue(svg)),
                cancellationToken));
        return root;
    }

    private static Option<string[]> Names(string option, string description, IEnumerable<string> known)
    {
        Option<string[]> names = new(option) { Description = description, HelpName = "NAME" };
        names.Validators.Add(result =>
        {
            foreach (string unknown in (result.GetValueOrDefault<string[]>() ?? []).Except(known))
            {
                result.AddError($"There is no '{unknown}' for {option}. There is: {string.Join(", ", known)}.");
            }
        });
        return names;
    }

    private static Option<FileInfo?> OutputFile(string option, string description)
    {
        Option<FileInfo?> file = new(option) { Description = description, HelpName = "FILE" };

        // Better now than after half an hour.
        Demand(file, value => value?.Directory?.Exists != false, $"The folder of the file for {option} does not exist.");
        return file;
    }

    private static void Demand<T>(Option<T> option, Func<T?, bool> isRight, string error) => option.Validators.Add(result =>
    {
        bool right;
        try
        {
            right = isRight(result.GetValueOrDefault<T>());
        }
        catch (InvalidOperationException)
        {
            // Not a number, or not one of the words: the parser says so itself.
            return;
        }

        if (!right)
        {
            result.AddError(error);
        }
    });
}
