using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Rpc.Benchmarks.Running;

/// <summary>How every suite is run: in this process, allocations counted, each row beside the one written by hand.</summary>
internal static class BenchmarkSettings
{
    /// <summary>
    /// The settings. BenchmarkDotNet 0.14 has no name for .NET 10, and the projects that it generates and builds would inherit this
    /// repository's rules; emitting into this process needs neither and starts at once.
    /// </summary>
    /// <param name="isQuick">Short iterations, for a look; ratios move by some percent from run to run.</param>
    public static IConfig Create(bool isQuick)
    {
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
        job = isQuick
            ? job.WithIterationTime(TimeInterval.FromMilliseconds(30)).WithWarmupCount(4).WithIterationCount(7)
            : job.WithIterationTime(TimeInterval.FromMilliseconds(100)).WithWarmupCount(6).WithIterationCount(15);
        return ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Metrics, DefaultColumnProviders.Params)
            .AddColumn(StatisticColumn.Median, StatisticColumn.StdDev, new MedianRatioColumn())
            .WithOrderer(new SuiteOrderer())
            .WithOption(ConfigOptions.JoinSummary, true)
            .WithSummaryStyle(SummaryStyle.Default.WithTimeUnit(TimeUnit.Nanosecond));
    }
}
