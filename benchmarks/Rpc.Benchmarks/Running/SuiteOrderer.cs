using System.Collections.Immutable;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Rpc.Benchmarks.Running;

/// <summary>One table for all suites, in groups of rows that do the same thing.</summary>
internal sealed class SuiteOrderer : IOrderer
{
    public bool SeparateLogicalGroups => true;

    public IEnumerable<BenchmarkCase> GetExecutionOrder(ImmutableArray<BenchmarkCase> benchmarksCase, IEnumerable<BenchmarkLogicalGroupRule>? order = null) => Sorted(benchmarksCase);

    public IEnumerable<BenchmarkCase> GetSummaryOrder(ImmutableArray<BenchmarkCase> benchmarksCases, Summary summary) => Sorted(benchmarksCases);

    public string? GetHighlightGroupKey(BenchmarkCase benchmarkCase) => null;

    public string GetLogicalGroupKey(ImmutableArray<BenchmarkCase> allBenchmarksCases, BenchmarkCase benchmarkCase) => Group(benchmarkCase);

    public IEnumerable<IGrouping<string, BenchmarkCase>> GetLogicalGroupOrder(IEnumerable<IGrouping<string, BenchmarkCase>> logicalGroups, IEnumerable<BenchmarkLogicalGroupRule>? order = null) =>
        logicalGroups.OrderBy(group => group.Key, StringComparer.Ordinal);

    private static IOrderedEnumerable<BenchmarkCase> Sorted(IEnumerable<BenchmarkCase> cases) =>
        cases.OrderBy(Group, StringComparer.Ordinal).ThenBy(each => each.Descriptor.MethodIndex);

    private static string Group(BenchmarkCase each) => $"{each.Descriptor.Type.Name} {string.Join(' ', each.Descriptor.Categories)}";
}
