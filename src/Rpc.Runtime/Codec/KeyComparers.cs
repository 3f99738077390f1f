namespace Rpc.Codec;

/// <summary>Comparers for keys that come from the wire.</summary>
public static class KeyComparers
{
    /// <summary>
    /// Has dictionaries and sets with keys of <typeparamref name="T"/> read with <paramref name="comparer"/>, and lifts their limit of 4,096 entries.
    /// Give one whose collisions a peer cannot compute. Thread-safe; the last one registered is used.
    /// </summary>
    public static void Register<T>(IEqualityComparer<T> comparer) => Slot<T>.Registered = comparer ?? throw new ArgumentNullException(nameof(comparer));

    internal static IEqualityComparer<T>? Registered<T>() => Slot<T>.Registered;

    private static class Slot<T>
    {
        public static volatile IEqualityComparer<T>? Registered;
    }
}
