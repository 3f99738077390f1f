namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="INest"/>.</summary>
public class Nest : INest
{
    private INest? _guest;
    private int _poked;
    private int _pokes;

    /// <summary>The one that came to meet this one.</summary>
    public INest? Guest => Volatile.Read(ref _guest);

    /// <summary>Pokes that came in.</summary>
    public int Poked => Volatile.Read(ref _poked);

    /// <summary>Pokes that this one gave.</summary>
    public int Pokes => Volatile.Read(ref _pokes);

    /// <summary>What a descent gives: a number that depends on every level.</summary>
    public static long Expected(int depth, int seed) => depth == 0 ? seed : (Expected(depth - 1, Next(seed)) * 31) + depth + (Branches(seed) ? Expected(0, Next(seed)) : 0);

    public long Down(INest other, int depth, int seed)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (depth == 0)
        {
            return AtBottom(seed);
        }

        // Several: the caller may have its answer when it has run the first.
        for (int i = seed % 3 == 0 ? 3 : 0; i > 0; i--)
        {
            Interlocked.Increment(ref _pokes);
            other.Poke();
        }

        // Some levels hold their thread first, and some call twice.
        if (seed % 61 == 0)
        {
            Thread.Sleep(1);
        }

        long branch = Branches(seed) ? other.Down(this, 0, Next(seed)) : 0;
        return (other.Down(this, depth - 1, Next(seed)) * 31) + depth + branch;
    }

    public async ValueTask<long> DownAsync(INest other, int depth, int seed)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (depth == 0)
        {
            return seed;
        }

        if (seed % 3 == 0)
        {
            await Task.Yield();
        }

        ValueTask<long> branch = Branches(seed) ? other.DownAsync(this, 0, Next(seed)) : default;
        long below = await other.DownAsync(this, depth - 1, Next(seed));
        return (below * 31) + depth + await branch;
    }

    public int Tour(List<INest> stops)
    {
        ArgumentNullException.ThrowIfNull(stops);
        return stops.Count == 0 ? 0 : stops[0].Tour(stops[1..]) + 1;
    }

    public void Poke() => Interlocked.Increment(ref _poked);

    public void Meet(INest guest) => Volatile.Write(ref _guest, guest);

    protected virtual long AtBottom(int seed) => seed;

    private static int Next(int seed) => ((seed * 1_103_515_245) + 12_345) & int.MaxValue;

    private static bool Branches(int seed) => seed % 7 == 0;
}
