using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Rpc.Fuzz.Types;

/// <summary>Carries every type that is tried, so that its codec is there. Never called.</summary>
[Remote]
public interface IFuzz
{
    void Integers(bool a, sbyte b, byte c, short d, ushort e, int f, uint g, long h, ulong i, Int128 j, UInt128 k, char l, Rune m, Guid n, Color o, Wide p, Rights q, BigInteger r);

    void Numbers(Half a, float b, double c, decimal d, Complex e, Vector2 f, Vector3 g, Vector4 h, Quaternion i, Plane j, Matrix3x2 k, Matrix4x4 l);

    void Times(DateTime a, DateTimeOffset b, TimeSpan c, DateOnly d, TimeOnly e);

    void Texts(string? a, StringBuilder? b, Uri? c, CultureInfo? d, Version? e, BitArray? f);

    void Nullables(int? a, bool? b, Guid? c, DateTime? d, Half? e, (int, string)? f, Rate? g, Color? h, Pixel? i);

    void Arrays(int[]? a, byte[]? b, string?[]? c, int[]?[]? d, int[,]? e, int[,,]? f, string[,,,]? g, bool[]? h, decimal[]? i, Padded[]? j, Person[]? k);

    void Memories(Memory<int> a, ReadOnlyMemory<byte> b, ArraySegment<int> c, ReadOnlySequence<int> d, IMemoryOwner<byte>? e, Memory<string> f, IMemoryOwner<bool>? g, ReadOnlySequence<string> h, ArraySegment<string> i);

    void Sequences(List<int>? a, LinkedList<int>? b, Queue<int>? c, Stack<string>? d, PriorityQueue<string, int>? e, HashSet<int>? f, SortedSet<int>? g, IEnumerable<string>? h, IReadOnlyCollection<string>? i, IList<int>? j, ISet<long>? k, HashSet<string>? l);

    void Observed(Collection<int>? a, ObservableCollection<string>? b, ReadOnlyCollection<int>? c, ReadOnlyObservableCollection<int>? d, ConcurrentQueue<int>? e, ConcurrentStack<int>? f, ConcurrentBag<int>? g, BlockingCollection<int>? h);

    void Immutables(ImmutableArray<int> a, ImmutableList<string>? b, ImmutableQueue<int>? c, ImmutableStack<int>? d, ImmutableHashSet<int>? e, ImmutableSortedSet<int>? f, FrozenSet<int>? g, IImmutableSet<string>? h);

    void Maps(Dictionary<string, int>? a, Dictionary<int, Person>? b, IReadOnlyDictionary<string, string?>? c, SortedDictionary<string, double>? d, SortedList<int, string>? e, ConcurrentDictionary<string, int>? f, ReadOnlyDictionary<string, int>? g, ImmutableDictionary<string, int>? h, ImmutableSortedDictionary<string, int>? i, FrozenDictionary<int, string>? j);

    void Keys(Dictionary<Guid, int>? a, Dictionary<DateTime, bool>? b, Dictionary<(int, long), byte>? c, HashSet<Rate>? d, HashSet<Int128>? e, HashSet<char>? f, HashSet<Color>? g, HashSet<TimeSpan>? h, HashSet<DateOnly>? i, HashSet<TimeOnly>? j, HashSet<DateTimeOffset>? k, HashSet<bool>? l, HashSet<double>? m, HashSet<Rune>? n, HashSet<int?>? o, HashSet<Token>? p, HashSet<decimal>? q, HashSet<Rights>? r, HashSet<UInt128>? s, HashSet<(int, string)?>? t, HashSet<Person>? u, Dictionary<Money, int>? v);

    void Tuples((int, string?) a, (byte, long) b, (int, int, int, int, int, int, int, int) c, ValueTuple<int> d, Tuple<int, string>? e, KeyValuePair<string, int> f, KeyValuePair<byte, long> g, Lazy<int>? h, (string, (int, string?)) i);

    void Objects(Person? a, Mixed? b, Node? c, Empty? d, Page<Person>? e, Shrub? f, Rate g, Padded h, Pixel i, Portfolio? j, Celsius? k, Token? l, IAccount? m, List<IAccount>? n);

    void Nested(List<List<int>>? a, List<Dictionary<string, int>>? b, List<ConcurrentBag<int>>? c, List<BlockingCollection<int>>? d, List<ImmutableDictionary<string, int>>? e, List<FrozenSet<int>>? f, List<ConcurrentDictionary<string, int>>? g, List<ConcurrentQueue<int>>? h, List<SortedDictionary<string, double>>? i, List<StringBuilder>? j, List<Uri>? k, List<ReadOnlyObservableCollection<int>>? l, List<IMemoryOwner<byte>>? m, List<Lazy<int>>? n, List<BitArray>? o, List<int[,,]>? p, List<Version>? q, List<FrozenDictionary<int, string>>? r, List<SortedList<int, string>>? s, List<PriorityQueue<string, int>>? t, List<Empty>? u, List<Celsius?>? v, List<ImmutableQueue<int>>? w, List<LinkedList<int>>? x, List<ImmutableHashSet<int>>? y, List<ImmutableSortedSet<int>>? z);
}
