using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Rpc.Benchmarks.Running;

/// <summary>The median divided by the median of the group's baseline: one slow iteration does not move it.</summary>
internal sealed class MedianRatioColumn : IColumn
{
    public string Id => nameof(MedianRatioColumn);

    public string ColumnName => "Ratio";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Baseline;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => "Median divided by the median of the hand-written code";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        string? group = summary.GetLogicalGroupKey(benchmarkCase);
        BenchmarkCase? baseline = summary.BenchmarksCases.FirstOrDefault(each => each.Descriptor.Baseline && summary.GetLogicalGroupKey(each) == group);
        double? own = summary[benchmarkCase]?.ResultStatistics?.Median;
        double? other = baseline is null ? null : summary[baseline]?.ResultStatistics?.Median;
        return own is null || other is null or 0 ? "-" : (own.Value / other.Value).ToString("0.00", CultureInfo.InvariantCulture);
    }
}
