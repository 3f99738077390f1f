namespace Rpc.Api.Tests;

public enum SampleKind : byte
{
    Plain = 1,
}

public delegate string? SampleAsked<in T>(T about)
    where T : notnull;

public interface ISample<out T>
{
    T Value { get; }

    static abstract T Make(ref readonly int seed);

    int Twice() => 2;
}

public readonly record struct SamplePoint(int X, int Y);

public abstract class Sample<TKey> : IDisposable
    where TKey : class?
{
    public const string Name = "a \"name\"";

    protected readonly int? _count;

    private protected Sample(params int[] hidden) => _count = hidden.Length;

    protected Sample(TKey key) => Key = key;

    public event EventHandler<string?>? Happened;

    public required TKey? Key { get; init; }

    public Dictionary<string, List<string?>?> Map { get; protected set; } = [];

    internal int Hidden { get; set; }

    public string this[int index] => Name;

    public static (int Count, string? First)[] Pairs(IEnumerable<(string Left, int)> from, SampleKind kind = SampleKind.Plain, CancellationToken cancellationToken = default) => [];

    public abstract Task<string?> FindAsync<T>(T? like, KeyValuePair<string, object?>? with)
        where T : unmanaged;

    public virtual void Dispose() => Happened?.Invoke(this, null);

    public override string ToString() => Name;

    public bool TryGet(in TKey key, out string? value, ref int tries)
    {
        value = null;
        return key is null;
    }

    internal void Unseen()
    {
    }

    public sealed class Nested<T>
        where T : class?
    {
        public T[]? Items { get; set; }

        public Sample<T>.Nested<string?>? Other { get; set; }
    }
}
