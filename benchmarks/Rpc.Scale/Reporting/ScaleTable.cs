using System.Globalization;
using Spectre.Console;

namespace Rpc.Scale.Reporting;

/// <summary>Prints a report for people.</summary>
internal static class ScaleTable
{
    public static void Print(ScaleReport report)
    {
        // Redirected output counts as 80 columns wide, which would break every row in two.
        AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 150);
        AnsiConsole.WriteLine($"{report.Machine}; {report.Date}");
        AnsiConsole.WriteLine($"Medians of {report.Rows.Max(row => row.Rounds)} rounds; quartiles in brackets.");
        Table table = new Table().AddColumns("scenario", "measure", "median", "(quartiles)", "unit", "goal", "");
        table.Border = TableBorder.Markdown;
        table.Columns[2].RightAligned();
        table.Columns[3].RightAligned();
        foreach (ScaleRow row in report.Rows)
        {
            table.AddRow(row.Scenario, row.Measure, Show(row.Median), $"({Show(row.Low)}..{Show(row.High)})", row.Unit, row.Goal ?? "", row.Verdict ?? "");
        }

        AnsiConsole.Write(table);
    }

    private static string Show(double value) => value.ToString(Math.Abs(value) >= 1_000 ? "#,0" : Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
