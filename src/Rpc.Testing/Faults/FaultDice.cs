namespace Rpc.Testing;

/// <summary>Chance as a function of the seed and the place: the same byte of the same connection always meets the same fate, whenever it comes.</summary>
internal static class FaultDice
{
    /// <summary>A number from 0 up to, but not, 1.</summary>
    public static double Roll(int seed, int connection, bool upstream, FaultKind kind, long place)
    {
        ulong x = Mix((uint)seed);
        x = Mix(x ^ (((ulong)(uint)connection << 8) | ((ulong)kind << 1) | (upstream ? 1UL : 0UL)));
        x = Mix(x ^ (ulong)place);
        return (x >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>The step of SplitMix64.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
