using System.Globalization;
using Rpc.Comparison.Running;
using Spectre.Console;

namespace Rpc.Comparison.Reporting;

/// <summary>Prints a report for people, as Markdown tables that can be pasted into a page.</summary>
internal static class ReportTable
{
    public static void Print(Report report, IAnsiConsole console)
    {
        // Redirected output counts as 80 columns wide, which would break every row in two.
        console.Profile.Width = Math.Max(console.Profile.Width, 150);
        console.WriteLine($"{report.Machine}; {report.Date}; pinning: {report.Plan.Pinning}");
        console.WriteLine(report.Command);
        console.WriteLine(Text(
            $"Medians of {report.Rows.Select(row => row.Runs).DefaultIfEmpty().Max()} alternated runs of {report.Plan.Duration.TotalSeconds:0.0#} s after {report.Plan.Warmup.TotalSeconds:0.0#} s of warm-up; quartiles in brackets. CPU and bytes are per call, client + server."));
        foreach (IGrouping<string, Row> rows in report.ByWorkload)
        {
            PrintWorkload(rows.Key, rows, console);
        }

        PrintRatios(report.Ratios, console);
        PrintGoals(report.Goals, console);
        foreach (RunFailure failure in report.Failures)
        {
            console.WriteLine($"Left out: {failure.Cell}: {failure.Reason}");
        }
    }

    private static void PrintWorkload(string workload, IEnumerable<Row> rows, IAnsiConsole console)
    {
        RateUnit unit = RateUnit.Of(workload);
        Table table = NewTable(1, workload, unit.Name, "(quartiles)", "p50 µs", "p99 µs", "p99.9 µs", "CPU µs", "bytes");
        foreach (Row row in rows)
        {
            table.AddRow(
                row.Name,
                unit.Show(row.CallsPerSecond),
                $"({unit.Show(row.CallsPerSecondLow)}..{unit.Show(row.CallsPerSecondHigh)})",
                Latency(row.P50Microseconds),
                Latency(row.P99Microseconds),
                Latency(row.P999Microseconds),
                Text($"{row.ClientCpuMicroseconds:0.00#} + {row.ServerCpuMicroseconds:0.00#}"),
                Text($"{row.ClientAllocatedBytes:0.0} + {row.ServerAllocatedBytes:0.0}"));
        }

        Write(table, console);
    }

    private static void PrintRatios(IReadOnlyList<Ratio> ratios, IAnsiConsole console)
    {
        if (ratios.Count == 0)
        {
            return;
        }

        Table table = NewTable(3, "ours", "floor", "workload", "calls/s", "CPU");
        foreach (Ratio ratio in ratios)
        {
            table.AddRow(ratio.Row, ratio.Floor, ratio.Workload, Against(ratio.CallsPerSecond), Against(ratio.Cpu));
        }

        Write(table, console);

        static string Against(Spread ratio) => Show(ratio) + (ratio.IsEqualTo(1) ? ", equal" : "");
    }

    private static void PrintGoals(IReadOnlyList<GoalResult> goals, IAnsiConsole console)
    {
        Table table = NewTable(2, "goal", "what", "ratio (quartiles)", "wanted", "result");
        foreach (GoalResult goal in goals)
        {
            table.AddRow(
                Text($"{goal.Goal}"),
                goal.What,
                goal.Value is { } value ? Show(value) : "-",
                goal.Wanted,
                goal.Verdict switch { Verdict.NotRun => "not run", Verdict.Met => "met", Verdict.Missed => "missed", _ => "equal" });
        }

        Write(table, console);
    }

    private static Table NewTable(int textColumns, params string[] columns)
    {
        Table table = new Table().AddColumns(columns);
        table.Border = TableBorder.Markdown;
        foreach (TableColumn column in table.Columns.Skip(textColumns))
        {
            column.RightAligned();
        }

        return table;
    }

    private static void Write(Table table, IAnsiConsole console)
    {
        console.WriteLine();
        console.Write(table);
    }

    private static string Latency(double microseconds) => microseconds > 0 ? Text($"{microseconds:0.0}") : "-";

    private static string Show(Spread value) => Text($"{value.Median:0.00} ({value.Low:0.00}..{value.High:0.00})");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
