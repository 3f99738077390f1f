using System.Globalization;
using Spectre.Console;

namespace Rpc.Comparison.Reporting;

/// <summary>Prints a report for people.</summary>
internal static class ReportTable
{
    public static void Print(Report report)
    {
        // Redirected output counts as 80 columns wide, which would break every row in two.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 132);
        AnsiConsole.WriteLine($"{report.Machine}; {report.Date}; pinning: {report.Plan.Pinning}");
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Medians of {report.Rows.Max(row => row.Runs)} alternated runs of {report.Plan.Duration.TotalSeconds:0.0} s after {report.Plan.Warmup.TotalSeconds:0.0} s of warm-up; quartiles in brackets. CPU and bytes are per call, client + server."));

        Table table = new Table().AddColumns("row", "workload", "calls/s", "(quartiles)", "p50 µs", "p99 µs", "CPU µs", "bytes");
        table.Border = TableBorder.Markdown;
        foreach (TableColumn column in table.Columns.Skip(2))
        {
            column.RightAligned();
        }

        foreach (Row row in report.Rows)
        {
            table.AddRow(Cells(row));
        }

        AnsiConsole.Write(table);
        foreach (Ratio ratio in report.Ratios)
        {
            AnsiConsole.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{ratio.Row} / {ratio.Floor}: calls/s {Show(ratio.Rate)}, CPU {Show(ratio.Cpu)}"));
        }
    }

    private static string[] Cells(Row row) =>
    [
        row.Name,
        row.Workload,
        Text($"{row.CallsPerSecond:N0}"),
        Text($"({row.CallsPerSecondLow:N0}..{row.CallsPerSecondHigh:N0})"),
        Text($"{row.P50Microseconds:0.0}"),
        Text($"{row.P99Microseconds:0.0}"),
        Text($"{row.ClientCpuMicroseconds:0.00} + {row.ServerCpuMicroseconds:0.00}"),
        Text($"{row.ClientAllocatedBytes:0.0} + {row.ServerAllocatedBytes:0.0}"),
    ];

    private static string Show(Spread ratio) =>
        Text($"{ratio.Median:0.00} ({ratio.Low:0.00}..{ratio.High:0.00}){(Ratio.IsEqual(ratio) ? " equal" : "")}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
