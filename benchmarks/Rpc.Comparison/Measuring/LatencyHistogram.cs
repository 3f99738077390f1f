using System.Diagnostics;
using System.Numerics;

namespace Rpc.Comparison.Measuring;

/// <summary>
/// Counts durations in log-linear buckets, so that recording one never allocates: 128 buckets per power of two,
/// a bucket is at most 0.8 % wide. Not thread-safe; each caller owns one.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 7;
    private const int SubBuckets = 1 << SubBucketBits;

    // Durations are capped at 2^40 ticks (18 minutes at the usual 1 GHz), far above the longest run.
    private const int MaxBits = 40;

    private readonly int[] _counts = new int[(MaxBits - SubBucketBits + 1) * SubBuckets];

    public long Count { get; private set; }

    /// <param name="ticks">A difference of two <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Record(long ticks)
    {
        _counts[IndexOf(Math.Min(ticks, (1L << MaxBits) - 1))]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }

        Count += other.Count;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>The middle of the bucket that holds the given part (0..1) of all durations, µs; 0 when nothing was recorded.</summary>
    public double PercentileMicroseconds(double part)
    {
        long wanted = Math.Max(1, (long)Math.Ceiling(part * Count));
        for (int i = 0; i < _counts.Length; i++)
        {
            wanted -= _counts[i];
            if (wanted <= 0)
            {
                return MiddleOf(i) * 1e6 / Stopwatch.Frequency;
            }
        }

        return 0;
    }

    private static int IndexOf(long ticks)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)ticks) - SubBucketBits);
        return (shift << SubBucketBits) + (int)(ticks >> shift);
    }

    private static double MiddleOf(int index)
    {
        int shift = Math.Max(0, (index >> SubBucketBits) - 1);
        long low = (long)(index - (shift << SubBucketBits)) << shift;
        return low + (((1L << shift) - 1) / 2.0);
    }
}
