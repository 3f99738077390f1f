using Rpc.Comparison.Peers;
using Rpc.Comparison.Reporting;
using Rpc.Comparison.Running;
using Spectre.Console;

namespace Rpc.Comparison.Cli;

/// <summary>Runs what was asked for, prints it, writes the files.</summary>
internal static class ComparisonRun
{
    /// <returns>0; 1 when nothing fits the options, or a row of ours or a floor failed.</returns>
    public static async Task<int> RunAsync(ComparisonOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<Cell> selected = Cell.Select(options.Quick, options.Only, options.Workloads);
        IReadOnlyList<Cell> cells = [.. selected.Where(cell => cell.Peer.Missing is null)];
        foreach (IPeer peer in selected.Except(cells).Select(cell => cell.Peer).Distinct())
        {
            await Console.Error.WriteLineAsync($"{peer.Name} is left out: {peer.Missing}.");
        }

        if (selected.Count > 0 && cells.Count == 0)
        {
            await Console.Error.WriteLineAsync("None of these rows can run here.");
            return 1;
        }

        if (cells.Count == 0)
        {
            await Console.Error.WriteLineAsync("None of these rows has any of these workloads; --list shows which has which.");
            return 1;
        }

        RunPlan plan = options.Plan(cells.Count);
        RunLog log = await ShowAsync(cells, plan, cancellationToken);
        Report report = Report.From(plan, options.Command, log);
        ReportTable.Print(report, AnsiConsole.Console);
        if (options.Json is { } json)
        {
            await File.WriteAllTextAsync(json.FullName, ReportJson.Serialize(report), cancellationToken);
        }

        if (options.Svg is { } svg)
        {
            await File.WriteAllTextAsync(svg.FullName, ReportChart.Draw(report), cancellationToken);
        }

        // A peer may not be installed; the floors and this library are always there.
        return report.Failures.Any(failure => failure.Cell.Peer.Kind != PeerKind.Other) ? 1 : 0;
    }

    private static Task<RunLog> ShowAsync(IReadOnlyList<Cell> cells, RunPlan plan, CancellationToken cancellationToken)
    {
        PairRun run = new(plan);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal
            ? BarProgress.ShowAsync(console, cells.Count * plan.Rounds, RunAsync)
            : RunAsync(new PlainProgress(Console.Error, cells.Count));

        Task<RunLog> RunAsync(IRunProgress progress) => new Runner(plan, run.RunAsync, progress).RunAsync(cells, cancellationToken);
    }
}
