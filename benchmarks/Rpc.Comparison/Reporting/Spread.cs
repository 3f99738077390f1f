using System.Text.Json.Serialization;

namespace Rpc.Comparison.Reporting;

/// <summary>The median of some runs and the quartiles around it (interpolated, as there are few runs).</summary>
internal readonly record struct Spread(double Low, double Median, double High)
{
    /// <summary>The distance between the quartiles.</summary>
    [JsonIgnore]
    public double Width => High - Low;

    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    /// <summary>Whether the median differs from <paramref name="other"/> by less than the spread, which is no difference.</summary>
    public bool IsEqualTo(double other) => Math.Abs(Median - other) < Width;

    public Spread Rounded(int digits) => new(Math.Round(Low, digits), Math.Round(Median, digits), Math.Round(High, digits));

    private static double At(double[] sorted, double part)
    {
        double position = part * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return below == above ? sorted[below] : sorted[below] + ((sorted[above] - sorted[below]) * (position - below));
    }
}
