namespace Rpc.Scale.Measuring;

/// <summary>How evenly a total was shared: the least and the most of one, as parts of the mean.</summary>
internal readonly record struct Fairness(double Least, double Most)
{
    public static Fairness Of(IReadOnlyCollection<long> shares)
    {
        double mean = Math.Max(1, shares.Average());
        return new Fairness(shares.Min() / mean, shares.Max() / mean);
    }
}
