using System.Diagnostics;
using System.Numerics;

namespace Rpc.Calls;

/// <summary>Counts the calls of one object, how they end and how long they take, while somebody watches any object of the process. Thread-safe.</summary>
internal sealed class LoadCounters
{
    /// <summary>Steps from one power of two to the next: a time is known to an eighth.</summary>
    private const int Steps = 8;

    /// <summary>Up to 2^47 ns, some 39 hours: the three lowest powers share the first of them.</summary>
    private const int Buckets = 45 * Steps;

    private static int s_watchers;

    private readonly long[][] _buckets;
    private readonly long[] _failed;
    private readonly long[] _nanoseconds;

    /// <summary>Counters for so many methods.</summary>
    public LoadCounters(int methods)
    {
        _buckets = [.. Enumerable.Range(0, methods).Select(static _ => new long[Buckets])];
        _failed = new long[methods];
        _nanoseconds = new long[methods];
    }

    /// <summary>Whether anybody watches.</summary>
    public static bool IsWatched => Volatile.Read(ref s_watchers) > 0;

    /// <summary>Has calls counted until what comes back is disposed.</summary>
    public static IDisposable Watch() => new Watching();

    /// <summary>A call has ended.</summary>
    public void Add(int method, TimeSpan took, bool failed)
    {
        if ((uint)method >= (uint)_buckets.Length)
        {
            return;
        }

        long nanoseconds = (long)took.TotalNanoseconds;
        Interlocked.Increment(ref _buckets[method][BucketOf(nanoseconds)]);
        Interlocked.Add(ref _nanoseconds[method], nanoseconds);
        if (failed)
        {
            Interlocked.Increment(ref _failed[method]);
        }
    }

    /// <summary>What was counted until now.</summary>
    public LoadSnapshot Take() => new(Stopwatch.GetTimestamp(), [.. _buckets.Select(static method => method.ToArray())], [.. _failed], [.. _nanoseconds]);

    /// <summary>The bucket of a time: the power of two below it, and the eighth in between.</summary>
    internal static int BucketOf(long nanoseconds)
    {
        if (nanoseconds < Steps)
        {
            return (int)Math.Max(0, nanoseconds);
        }

        int power = BitOperations.Log2((ulong)nanoseconds);
        int step = (int)((nanoseconds >> (power - 3)) & (Steps - 1));
        return Math.Min(Buckets - 1, ((power - 2) * Steps) + step);
    }

    /// <summary>The longest time of a bucket, in nanoseconds.</summary>
    internal static double MostOf(int bucket) => bucket < Steps ? bucket + 1 : (Steps + (bucket % Steps) + 1) * Math.Pow(2, (bucket / Steps) - 1);

    private sealed class Watching : IDisposable
    {
        private int _ended;

        public Watching() => Interlocked.Increment(ref s_watchers);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                Interlocked.Decrement(ref s_watchers);
            }
        }
    }
}
