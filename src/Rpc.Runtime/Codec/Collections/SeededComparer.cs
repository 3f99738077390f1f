namespace Rpc.Codec;

/// <summary>Equality as always, and a hash with a secret of this process: a peer cannot choose keys that collide.</summary>
internal sealed class SeededComparer<T, TCodec> : IEqualityComparer<T>
    where TCodec : struct, ICodec<T>
{
    // So few keys do no harm, however they collide.
    private const int KeyedFrom = 65;
    private const int MostOther = 4096;

    private static readonly SeededComparer<T, TCodec> Instance = new();

    /// <summary>The comparer for a collection of so many keys; null for the default one.</summary>
    public static IEqualityComparer<T>? For(int count)
    {
        if (KeyComparers.Registered<T>() is { } registered)
        {
            return registered;
        }

        if (count < KeyedFrom || TCodec.KeyKind == KeyKind.Randomized)
        {
            return null;
        }

        if (TCodec.KeyKind == KeyKind.Keyed)
        {
            return Instance;
        }

        return count <= MostOther
            ? null
            : throw CodecErrors.OverLimit($"{count} keys of type {typeof(T)} came, and {MostOther} are taken of a type whose hashes a peer can compute; register a comparer with KeyComparers.");
    }

    public bool Equals(T? x, T? y) => EqualityComparer<T>.Default.Equals(x, y);

    public int GetHashCode(T obj) => TCodec.KeyHash(obj);
}
