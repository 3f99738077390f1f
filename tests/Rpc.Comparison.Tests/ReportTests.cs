using System.Text.Json;
using System.Xml.Linq;
using Rpc.Comparison.Reporting;
using Rpc.Comparison.Running;

namespace Rpc.Comparison.Tests;

public sealed class ReportTests
{
    private static readonly Report s_report = Report.From(
        RunPlan.Full,
        "dotnet run <here> & \"now\"",
        MadeUpRuns.Log(
            ("raw-cs-blocking", "sequential", MadeUpRuns.Rates(1000, 1100, 1200)),
            ("rpc-sync", "sequential", MadeUpRuns.Rates(900, 1000, 1100)),
            ("omniorb", "echo1m", MadeUpRuns.Rates(100, 100, 100)),
            ("rpc-sync", "paced", [MadeUpRuns.Run(p999: 300)]),
            ("raw-cs-stream", "stream", MadeUpRuns.Rates(1e8))) with
        {
            Failures = [new RunFailure(MadeUpRuns.Cell("thrift", "welcome"), "not installed")],
        });

    [Fact]
    public void The_json_file_has_rows_ratios_goals_machine_date_and_command()
    {
        using JsonDocument file = JsonDocument.Parse(ReportJson.Serialize(s_report));
        JsonElement root = file.RootElement;

        Assert.NotEmpty(root.GetProperty("machine").GetString()!);
        Assert.Matches("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", root.GetProperty("date").GetString()!);
        Assert.Equal("dotnet run <here> & \"now\"", root.GetProperty("command").GetString());
        Assert.Equal(3, root.GetProperty("durationSeconds").GetDouble());
        Assert.Equal(5, root.GetProperty("rows").GetArrayLength());
        Assert.Equal(1, root.GetProperty("ratios").GetArrayLength());
        Assert.Equal(GoalBook.All.Count, root.GetProperty("goals").GetArrayLength());
        Assert.Equal("not installed", root.GetProperty("failures")[0].GetProperty("reason").GetString());

        JsonElement row = root.GetProperty("rows")[0];
        Assert.Equal(("raw-cs-blocking", "Floor", "sequential"), (Text(row, "name"), Text(row, "kind"), Text(row, "workload")));
        Assert.Equal(1100, row.GetProperty("callsPerSecond").GetDouble());
        Assert.Equal(1050, row.GetProperty("callsPerSecondLow").GetDouble());
        Assert.Equal(100, row.GetProperty("p999Microseconds").GetDouble());
        Assert.Equal(3, row.GetProperty("runs").GetInt32());
        Assert.False(row.TryGetProperty("megabytesPerSecond", out _));
        Assert.Equal(104.9, root.GetProperty("rows")[2].GetProperty("megabytesPerSecond").GetDouble());
    }

    [Fact]
    public void A_ratio_over_nothing_does_not_lose_the_file()
    {
        RunLog log = MadeUpRuns.Log(
            ("raw-cs-blocking", "sequential", [MadeUpRuns.Run(cpu: 0)]),
            ("rpc-sync", "sequential", [MadeUpRuns.Run()]));
        using JsonDocument file = JsonDocument.Parse(ReportJson.Serialize(Report.From(RunPlan.Full, "", log)));
        Assert.Equal("Infinity", file.RootElement.GetProperty("ratios")[0].GetProperty("cpu").GetProperty("median").GetString());
    }

    [Fact]
    public void The_chart_is_well_formed_and_has_a_bar_with_a_whisker_and_a_number_for_every_row()
    {
        XElement svg = XElement.Parse(ReportChart.Draw(s_report));
        Assert.Equal("{http://www.w3.org/2000/svg}svg", svg.Name.ToString());
        List<XElement> rows = [.. svg.Elements().Where(element => HasClass(element, "row"))];
        Assert.Equal(s_report.Rows.Count, rows.Count);
        Assert.All(rows, row =>
        {
            Assert.True(Number(Assert.Single(row.Elements(), element => HasClass(element, "bar")), "width") > 0);
            Assert.Single(row.Elements(), element => HasClass(element, "whisker"));
            Assert.NotEmpty(Assert.Single(row.Elements(), element => HasClass(element, "value")).Value);
        });
        Assert.Equal(2, rows.Count(row => HasClass(row, "ours")));
        Assert.All(s_report.Rows, row => Assert.Contains(rows, drawn => drawn.Elements().Any(element => element.Value == row.Name)));
    }

    [Fact]
    public void Bars_of_a_group_are_in_proportion_and_inside_the_picture()
    {
        XElement svg = XElement.Parse(ReportChart.Draw(s_report));
        double[] widths = [.. svg.Elements().Where(element => HasClass(element, "row")).Take(2)
            .Select(row => Number(row.Elements().Single(element => HasClass(element, "bar")), "width"))];
        Assert.Equal(1000.0 / 1100, widths[1] / widths[0], 2);

        double width = Number(svg, "width");
        double height = Number(svg, "height");
        Assert.All(svg.Descendants().Where(element => element.Attribute("y") is not null), element =>
        {
            Assert.InRange(Number(element, "x"), 0, width);
            Assert.InRange(Number(element, "y"), 0, height);
        });
    }

    [Fact]
    public void The_chart_names_machine_date_and_command()
    {
        string text = string.Join(' ', XElement.Parse(ReportChart.Draw(s_report)).Elements().Select(element => element.Value));
        Assert.Contains(s_report.Date, text, StringComparison.Ordinal);
        Assert.Contains(s_report.Command, text, StringComparison.Ordinal);
        Assert.Contains(s_report.Machine.Split(',')[0], text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_rows_can_be_drawn()
    {
        Report empty = Report.From(RunPlan.Full, "", MadeUpRuns.Log());
        Assert.NotNull(XElement.Parse(ReportChart.Draw(empty)));
        using JsonDocument file = JsonDocument.Parse(ReportJson.Serialize(empty));
        Assert.Equal(0, file.RootElement.GetProperty("rows").GetArrayLength());
    }

    private static bool HasClass(XElement element, string name) =>
        element.Attribute("class")?.Value.Split(' ').Contains(name) == true;

    private static double Number(XElement element, string attribute) =>
        double.Parse(element.Attribute(attribute)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
