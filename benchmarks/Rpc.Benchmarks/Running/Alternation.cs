using System.Diagnostics;
using Rpc.Benchmarks.Suites;

namespace Rpc.Benchmarks.Running;

/// <summary>
/// Hand-written code and codec in turn, some ten microseconds each: what else the machine does hits both alike, so the ratio holds where
/// single times do not. It contains one virtual call on either side.
/// </summary>
public sealed class Alternation
{
    private const int Rounds = 400;
    private const double BlockMicroseconds = 40;

    /// <summary>Writing.</summary>
    public required Comparison Write { get; init; }

    /// <summary>Reading.</summary>
    public required Comparison Read { get; init; }

    /// <summary>Measures one suite.</summary>
    public static Alternation Of<T>(CodecSuite<T> suite) => new()
    {
        Write = Compare(
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    suite.WriteHand();
                }
            },
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    suite.WriteRpc();
                }
            },
            suite.Operations),
        Read = Compare(
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    suite.ReadHand();
                }
            },
            count =>
            {
                for (int i = 0; i < count; i++)
                {
                    suite.ReadRpc();
                }
            },
            suite.Operations),
    };

    private static Comparison Compare(Action<int> hand, Action<int> rpc, int operations)
    {
        // Until the just-in-time compiler has made its last version of all of it.
        for (var warming = Stopwatch.StartNew(); warming.ElapsedMilliseconds < 600;)
        {
            hand(200);
            rpc(200);
        }

        int count = (int)Math.Max(1, BlockMicroseconds * 1000 / Time(hand, 50));
        var times = new (double Hand, double Rpc)[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            times[i] = (Time(hand, count), Time(rpc, count));
        }

        return new Comparison(
            Quantile(times.Select(time => time.Hand), 0.5) / operations,
            Quantile(times.Select(time => time.Rpc), 0.5) / operations,
            Quantile(times.Select(time => time.Rpc / time.Hand), 0.25),
            Quantile(times.Select(time => time.Rpc / time.Hand), 0.5),
            Quantile(times.Select(time => time.Rpc / time.Hand), 0.75));
    }

    private static double Time(Action<int> block, int count)
    {
        long start = Stopwatch.GetTimestamp();
        block(count);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
    }

    private static double Quantile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)(part * (sorted.Length - 1))];
    }
}
