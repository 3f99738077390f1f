namespace Rpc.Wiring;

/// <summary>Chooses places by their weights: at random, or in turn. Thread-safe; allocates nothing once it is made.</summary>
internal sealed class Chooser
{
    /// <summary>The longest round. Weights whose round would be longer are rounded to what fits.</summary>
    private const int LongestRound = 4096;

    /// <summary>The sums of the weights up to each place; null where all weights are equal.</summary>
    private readonly int[]? _sums;

    /// <summary>The places in turn, each as often as it weighs and as far apart as that allows; null where all weights are equal.</summary>
    private readonly ushort[]? _round;

    private readonly int _count;
    private uint _turn = (uint)Random.Shared.Next();

    /// <param name="weights">1 to 1000 each; at least one.</param>
    /// <param name="inTurn">Whether <see cref="InTurn"/> will be used.</param>
    public Chooser(int[] weights, bool inTurn)
    {
        _count = weights.Length;
        if (Array.TrueForAll(weights, one => one == weights[0]))
        {
            return;
        }

        _sums = new int[weights.Length];
        int sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            _sums[i] = sum += weights[i];
        }

        _round = inTurn ? Round(weights, sum) : null;
    }

    /// <summary>A place at random, by weight.</summary>
    public int AtRandom()
    {
        if (_sums is null)
        {
            return Random.Shared.Next(_count);
        }

        int place = Array.BinarySearch(_sums, Random.Shared.Next(_sums[^1]) + 1);
        return place >= 0 ? place : ~place;
    }

    /// <summary>The next place in turn.</summary>
    public int InTurn()
    {
        uint turn = Interlocked.Increment(ref _turn);
        return _round is null ? (int)(turn % (uint)_count) : _round[turn % (uint)_round.Length];
    }

    /// <summary>Smooth weighted turns: each step, every place gains its weight, the richest is taken and pays the sum.</summary>
    private static ushort[] Round(int[] weights, int sum)
    {
        int shared = weights.Aggregate(Gcd);
        int[] scaled = sum / shared <= LongestRound
            ? [.. weights.Select(one => one / shared)]
            : [.. weights.Select(one => Math.Max(1, (int)((long)one * LongestRound / sum)))];
        int total = scaled.Sum();
        var round = new ushort[total];
        int[] gained = new int[scaled.Length];
        for (int step = 0; step < total; step++)
        {
            int richest = 0;
            for (int i = 0; i < scaled.Length; i++)
            {
                gained[i] += scaled[i];
                richest = gained[i] > gained[richest] ? i : richest;
            }

            gained[richest] -= total;
            round[step] = (ushort)richest;
        }

        return round;
    }

    private static int Gcd(int one, int other) => other == 0 ? one : Gcd(other, one % other);
}
