using System.Runtime.CompilerServices;

namespace Rpc.Benchmarks.ByHand;

/// <summary>Times as their memory, the kind included.</summary>
internal static class HandTime
{
    private const long TicksMask = 0x3FFF_FFFF_FFFF_FFFF;

    public static long Bits(DateTime value) => Unsafe.BitCast<DateTime, long>(value);

    public static DateTime Time(long bits) => (bits & TicksMask) <= DateTime.MaxValue.Ticks
        ? Unsafe.BitCast<long, DateTime>(bits)
        : throw new InvalidDataException("A time is past its maximum.");
}
