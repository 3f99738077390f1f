using System.CommandLine;
using Rpc.Comparison.Reporting;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Cli;

/// <summary>The command a user sees: runs the comparison and prints it.</summary>
internal static class ComparisonCommand
{
    public static RootCommand Create()
    {
        Option<bool> quick = new("--quick") { Description = "Ours and the floors only, three short rounds; ends within a minute." };
        Option<FileInfo?> json = new("--json") { Description = "Also write the rows to this file.", HelpName = "FILE" };
        Option<string[]> only = new("--only") { Description = "Run this row only; may be given more than once.", HelpName = "NAME" };
        Option<Pinning> pin = new("--pin") { Description = "Bind server and client to one core (Shared) or to one each (Split); Linux only.", HelpName = "None|Shared|Split" };
        RootCommand root = new("Compares whole calls: bare sockets, this library and its peers, in alternated runs of separate processes.")
        {
            quick, json, only, pin, ServerCommand.Create(), ClientCommand.Create(),
        };
        root.SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(quick), parsed.GetValue(json), parsed.GetValue(only) ?? [], parsed.GetValue(pin), cancellationToken));
        return root;
    }

    private static async Task<int> RunAsync(bool quick, FileInfo? json, string[] only, Pinning pinning, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<Cell> cells = Cell.Select(quick, only);
            RunPlan plan = quick ? RunPlan.Quick(pinning, cells.Count) : RunPlan.Full(pinning);
            Runner runner = new(plan, Console.Error.WriteLine);
            Report report = Report.From(plan, await runner.RunAsync(cells, cancellationToken));
            ReportTable.Print(report);
            if (json is not null)
            {
                await File.WriteAllTextAsync(json.FullName, ReportJson.Serialize(report), cancellationToken);
            }

            return 0;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A row that is not there, a process that did not start or did not answer: the message says it all.
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
