using System.Globalization;
using Rpc.Comparison.Peers;

namespace Rpc.Comparison.Reporting;

/// <summary>In what a workload's rate is shown.</summary>
/// <param name="Name">The unit.</param>
/// <param name="PerCall">How many of it one call is.</param>
/// <param name="Format">Of the number.</param>
internal sealed record RateUnit(string Name, double PerCall, string Format)
{
    public const double MegabytesPerCall = 1.048576;

    public static RateUnit Of(string workload) => workload switch
    {
        Workloads.Echo1M => new RateUnit("MB/s", MegabytesPerCall, "N0"),
        Workloads.Stream => new RateUnit("items/s", 1, "N0"),
        _ => new RateUnit("calls/s", 1, "N0"),
    };

    public string Show(double callsPerSecond) => (callsPerSecond * PerCall).ToString(Format, CultureInfo.InvariantCulture);
}
