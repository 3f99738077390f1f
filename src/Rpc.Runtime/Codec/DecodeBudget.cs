namespace Rpc.Codec;

/// <summary>How many bytes one message may make us allocate: 64 times its size, at least 1 MiB, at most 256 MiB.</summary>
internal static class DecodeBudget
{
    /// <summary>What any message may cost.</summary>
    public const long Least = 1 << 20;

    private const long Most = 256 << 20;
    private const int Factor = 64;

    /// <summary>No collection has room for more elements than this before they have arrived.</summary>
    public const int Preallocated = 4096;

    public static void Check(long spent, int messageSize)
    {
        long budget = Math.Clamp((long)messageSize * Factor, Least, Most);
        if (spent > budget)
        {
            CodecErrors.ThrowBudget(budget);
        }
    }
}
