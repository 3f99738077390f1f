using System.Security.Cryptography;

namespace Rpc.Codec;

/// <summary>A hash whose collisions cannot be computed without this process's secret.</summary>
internal static class KeyHashing
{
    private static readonly ulong Mask = Secret();
    private static readonly ulong Factor = Secret() | 1;
    private static readonly ulong Finish = Secret() | 1;

    public static int Of(ulong bits)
    {
        ulong high = Math.BigMul(bits ^ Mask, Factor, out ulong low);
        return (int)(((high ^ low) * Finish) >> 32);
    }

    public static int Of(ulong first, ulong second) => Of(first ^ ((ulong)(uint)Of(second) * Finish));

    private static ulong Secret() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
