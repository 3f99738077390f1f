using Rpc.Fuzz.Engine;

namespace Rpc.Fuzz.Targets;

/// <summary>Checks that fail as findings.</summary>
internal static class Invariants
{
    /// <summary>What was written and what was written after reading that are the same; of what has no order, as long as each other.</summary>
    public static void Same(byte[] first, byte[]? second, TargetKind kind)
    {
        if (second is null)
        {
            throw new InvariantException($"What was written is refused: {Convert.ToHexStringLower(first)}");
        }

        if ((kind & TargetKind.Unordered) == 0 ? !first.AsSpan().SequenceEqual(second) : first.Length != second.Length)
        {
            throw new InvariantException($"Written, read and written again it is another: {Convert.ToHexStringLower(first)} and {Convert.ToHexStringLower(second)}");
        }
    }
}
