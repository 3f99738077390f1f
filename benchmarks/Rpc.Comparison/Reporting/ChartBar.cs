using System.Globalization;
using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Reporting;

/// <summary>One bar of the chart: a row's rate, or its slowest calls where the workload sets the rate.</summary>
internal sealed record ChartBar(string Name, PeerKind Kind, string Workload, Spread Value, string Unit, string Format)
{
    public bool IsLessBetter => Workload == Workloads.Paced;

    /// <summary>What a viewer shows beside the pointer.</summary>
    public string Title => $"{Name} {Workload}: {Show(Value.Median)} ({Show(Value.Low)}..{Show(Value.High)}) {Unit}";

    public static ChartBar Of(Row row)
    {
        if (row.Workload == Workloads.Paced)
        {
            Spread tail = new(row.P999MicrosecondsLow, row.P999Microseconds, row.P999MicrosecondsHigh);
            return new ChartBar(row.Name, row.Kind, row.Workload, tail, "p99.9 µs, shorter is better", "N0");
        }

        RateUnit unit = RateUnit.Of(row.Workload);
        Spread rate = new(row.CallsPerSecondLow * unit.PerCall, row.CallsPerSecond * unit.PerCall, row.CallsPerSecondHigh * unit.PerCall);
        return new ChartBar(row.Name, row.Kind, row.Workload, rate, unit.Name, unit.Format);
    }

    public string Show(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
