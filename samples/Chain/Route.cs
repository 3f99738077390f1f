namespace Chain;

/// <summary>A path as people read it.</summary>
internal static class Route
{
    private const int Longest = 13;

    /// <summary><c>1 → 2 → 3 → 1</c>; of a long one the beginning and the end.</summary>
    public static string Of(IReadOnlyList<string> path) => path.Count <= Longest
        ? string.Join(" → ", path)
        : $"{Of([.. path.Take(4)])} → … {path.Count - 8} more … → {Of([.. path.TakeLast(4)])}";
}
