using System.Globalization;
using System.Xml.Linq;
using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Reporting;

/// <summary>
/// Draws what each workload is about as horizontal bars, a group per workload, each group on a linear scale of its own that begins at 0.
/// The chart brings its own background, so that it reads the same on dark and on light pages.
/// </summary>
internal static class ReportChart
{
    private const double Width = 920;
    private const double BarsLeft = 170;
    private const double BarsWidth = 560;
    private const double BarHeight = 16;
    private const double RowHeight = 23;
    private const double GroupHead = 46;
    private const double Top = 64;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    public static string Draw(Report report)
    {
        List<XElement> parts = [];
        double y = Top;
        foreach (IGrouping<string, Row> group in report.ByWorkload)
        {
            ChartBar[] bars = [.. group.Select(ChartBar.Of).OrderBy(bar => bar.IsLessBetter ? bar.Value.Median : -bar.Value.Median)];
            parts.AddRange(Group(group.Key, bars, y));
            y += GroupHead + (bars.Length * RowHeight);
        }

        string[] footer = [.. Footer(report).SelectMany(line => Wrap(line, 130))];
        double height = y + 24 + (footer.Length * 16);
        XElement svg = new(
            s_svg + "svg",
            new XAttribute("width", Text($"{Width}")),
            new XAttribute("height", Text($"{height}")),
            new XAttribute("viewBox", Text($"0 0 {Width} {height}")),
            new XAttribute("role", "img"),
            new XElement(s_svg + "title", "Calls per second, compared"),
            new XElement(s_svg + "style", Style),
            Box("page", 0.5, 0.5, Width - 1, height - 1, 10),
            Words("title", 24, 34, "Whole calls, client and server in two processes over 127.0.0.1"),
            Legend(),
            parts,
            footer.Select((line, i) => Words("note", 24, y + 26 + (i * 16), line)));
        return svg + "\n";
    }

    private static IEnumerable<XElement> Group(string workload, ChartBar[] bars, double y)
    {
        yield return Words("head", 24, y + 26, workload);
        yield return Words("note", BarsLeft, y + 26, $"{bars[0].Unit}; {Workloads.All[workload]}");
        double scale = BarsWidth / bars.Max(bar => bar.Value.High);
        for (int i = 0; i < bars.Length; i++)
        {
            yield return Bar(bars[i], y + GroupHead - 8 + (i * RowHeight), scale);
        }
    }

    private static XElement Bar(ChartBar bar, double y, double scale)
    {
        double middle = y + (BarHeight / 2);
        double low = BarsLeft + (bar.Value.Low * scale);
        double high = BarsLeft + (bar.Value.High * scale);
        return new XElement(
            s_svg + "g",
            new XAttribute("class", "row " + KindClass(bar.Kind)),
            new XElement(s_svg + "title", bar.Title),
            Words("name", BarsLeft - 10, middle + 4.5, bar.Name),
            Box("bar", BarsLeft, y, Math.Max(1, bar.Value.Median * scale), BarHeight, 2),
            new XElement(
                s_svg + "path",
                new XAttribute("class", "whisker"),
                new XAttribute("d", Text($"M{low:0.#} {middle - 4}v8M{high:0.#} {middle - 4}v8M{low:0.#} {middle}H{high:0.#}"))),
            Words("value", high + 8, middle + 4.5, bar.Show(bar.Value.Median)));
    }

    private static string KindClass(PeerKind kind) => kind switch
    {
        PeerKind.Ours => "ours",
        PeerKind.Floor => "floor",
        _ => "other",
    };

    private static IEnumerable<XElement> Legend()
    {
        double x = 24;
        foreach ((string kind, string text, double width) in new[] { ("ours", "this library", 104), ("floor", "bare sockets", 110), ("other", "other systems", 116.0) })
        {
            yield return new XElement(s_svg + "g", new XAttribute("class", kind), Box("bar", x, 48, 11, 11, 2), Words("note", x + 17, 58, text));
            x += width;
        }

        yield return Words("note", x, 58, "whiskers: first and third quartile; each group has its own linear scale, from 0");
    }

    private static IEnumerable<string> Footer(Report report) =>
    [
        $"{report.Machine}; {report.Date}; pinning: {report.Plan.Pinning}",
        Text($"Medians of {report.Rows.Select(row => row.Runs).DefaultIfEmpty().Max()} alternated runs of {report.Plan.Duration.TotalSeconds:0.0#} s after {report.Plan.Warmup.TotalSeconds:0.0#} s of warm-up."),
        report.Command,
    ];

    // Text in an SVG does not wrap by itself.
    private static IEnumerable<string> Wrap(string line, int width)
    {
        while (line.Length > width && line.LastIndexOf(' ', width) is var space and > 0)
        {
            yield return line[..space];
            line = line[(space + 1)..];
        }

        yield return line;
    }

    private static XElement Box(string kind, double x, double y, double width, double height, double corner) => new(
        s_svg + "rect",
        new XAttribute("class", kind),
        new XAttribute("x", Text($"{x:0.#}")),
        new XAttribute("y", Text($"{y:0.#}")),
        new XAttribute("width", Text($"{width:0.#}")),
        new XAttribute("height", Text($"{height:0.#}")),
        new XAttribute("rx", Text($"{corner}")));

    private static XElement Words(string kind, double x, double y, string text) => new(
        s_svg + "text", new XAttribute("class", kind), new XAttribute("x", Text($"{x:0.#}")), new XAttribute("y", Text($"{y:0.#}")), text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private const string Style =
        """

        text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2933; }
        .page { fill: #ffffff; stroke: #d5dbe1; }
        .title { font-size: 17px; font-weight: 600; }
        .head { font-size: 15px; font-weight: 600; }
        .note { font-size: 12px; fill: #52606d; }
        .name { text-anchor: end; }
        .ours .name, .ours .value { font-weight: 700; }
        .ours .bar { fill: #1864ab; }
        .floor .bar { fill: #9fb3c8; }
        .other .bar { fill: #d9a441; }
        .whisker { stroke: #1f2933; stroke-width: 1.2; fill: none; }

        """;
}
