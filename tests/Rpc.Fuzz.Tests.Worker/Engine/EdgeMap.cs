using System.Numerics;
using System.Reflection;

namespace Rpc.Fuzz.Engine;

/// <summary>The edges that the last input went over. In a build that was not instrumented there are none.</summary>
internal static class EdgeMap
{
    // Reflection once: the type is there only in the instrumented copy.
    private static readonly byte[] s_hits = typeof(RpcCodec).Assembly.GetType("Rpc.Fuzzing.EdgeHits")?.GetField("Hits", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as byte[] ?? [];

    /// <summary>One byte for each edge, 1 where the last input went over it.</summary>
    public static byte[] Hits => s_hits;

    public static void Clear() => s_hits.AsSpan().Clear();

    /// <summary>Adds what was hit to <paramref name="seen"/>; true when some of it was new.</summary>
    public static bool AddTo(byte[] seen)
    {
        byte[] hits = s_hits;
        Vector<byte> added = default;
        int i = 0;
        for (; i <= hits.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var hit = new Vector<byte>(hits, i);
            var before = new Vector<byte>(seen, i);
            added |= Vector.AndNot(hit, before);
            (hit | before).CopyTo(seen, i);
        }

        bool isNew = added != default;
        for (; i < hits.Length; i++)
        {
            isNew |= hits[i] > seen[i];
            seen[i] |= hits[i];
        }

        return isNew;
    }
}
