using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text;
using Rpc.Fuzz.Engine;
using Rpc.Fuzz.Types;

namespace Rpc.Fuzz.Targets;

/// <summary>Collections, dictionaries and tuples.</summary>
internal static class CollectionTargets
{
    private static readonly int[] Two = [1, 2];
    private static readonly string[] Words = ["a", "b"];
    private static readonly Dictionary<string, int> Map = new() { ["a"] = 1, ["b"] = 2 };
    private static readonly Dictionary<int, string> Numbers = new() { [1] = "a", [2] = "b" };
    private static readonly DateTime Utc = new(2026, 11, 21, 12, 34, 56, 789, DateTimeKind.Utc);

    public static IEnumerable<FuzzTarget> Create() => Arrays().Concat(Sequences()).Concat(Maps()).Concat(Keys()).Concat(Nested()).SelectMany(targets => targets);

    private static IEnumerable<FuzzTarget[]> Arrays() =>
    [
        CodecTargets.Of<int[]?>("array-int", Two, null),
        CodecTargets.Of<byte[]?>("array-byte", [1, 2], null),
        CodecTargets.Of<string?[]?>("array-string", ["a", null]),
        CodecTargets.Of<int[]?[]?>("array-array", [Two, null]),
        CodecTargets.Approximate<int[,]?>("array-2", new[,] { { 1, 2 }, { 3, 4 } }, new int[0, 3], null),
        CodecTargets.Approximate<int[,,]?>("array-3", new[, ,] { { { 1 }, { 2 } } }, null),
        CodecTargets.Approximate<string[,,,]?>("array-4", new[, , ,] { { { { "a" } } } }, null),
        CodecTargets.Of<bool[]?>("array-bool", [true, false]),
        CodecTargets.Of<decimal[]?>("array-decimal", [1.5m]),
        CodecTargets.Approximate<Padded[]?>("array-struct", [new Padded { Flag = true, At = Utc, Maybe = 1, Amount = 1, Last = 'a' }]),
        CodecTargets.Of<Person[]?>("array-object", [new Person("Ali", 30)]),
        CodecTargets.Of("Memory", Two.AsMemory()),
        CodecTargets.Of("ReadOnlyMemory", (ReadOnlyMemory<byte>)new byte[] { 1, 2 }),
        CodecTargets.Of("ArraySegment", new ArraySegment<int>([0, 1, 2], 1, 2), default),
        CodecTargets.Of("ReadOnlySequence", new ReadOnlySequence<int>(Two)),
        CodecTargets.Of<IMemoryOwner<byte>?>("IMemoryOwner", new Owner<byte>([1, 2]), null),
        CodecTargets.Of<IMemoryOwner<bool>?>("IMemoryOwner-bool", new Owner<bool>([true])),
        CodecTargets.Of("Memory-string", Words.AsMemory()),
        CodecTargets.Of("ReadOnlySequence-string", new ReadOnlySequence<string>(Words), Segment.Sequence(Words)),
        CodecTargets.Of("ArraySegment-string", new ArraySegment<string>(Words, 1, 1)),
    ];

    private static IEnumerable<FuzzTarget[]> Sequences() =>
    [
        CodecTargets.Of<List<int>?>("List", [.. Two], null),
        CodecTargets.Of<LinkedList<int>?>("LinkedList", new LinkedList<int>(Two), null),
        CodecTargets.Of<Queue<int>?>("Queue", new Queue<int>(Two)),
        CodecTargets.Of<Stack<string>?>("Stack", new Stack<string>(Words)),
        CodecTargets.Of<PriorityQueue<string, int>?>("PriorityQueue", new PriorityQueue<string, int>([("a", 2), ("b", 1)]), null),
        CodecTargets.Of<HashSet<int>?>("HashSet", [.. Two], [.. Enumerable.Range(0, 70)], null),
        CodecTargets.Of<HashSet<string>?>("HashSet-string", [.. Words], [.. Enumerable.Range(0, 70).Select(i => $"{i}")]),
        CodecTargets.Of<SortedSet<int>?>("SortedSet", [2, 1]),
        CodecTargets.Of<IEnumerable<string>?>("IEnumerable", Words, Words.Where(word => word.Length > 0)),
        CodecTargets.Of<IReadOnlyCollection<string>?>("IReadOnlyCollection", new Queue<string>(Words)),
        CodecTargets.Of<IList<int>?>("IList", Two),
        CodecTargets.Of<ISet<long>?>("ISet", new HashSet<long> { 1 }, Enumerable.Range(0, 70).Select(i => (long)i).ToHashSet()),
        CodecTargets.Of<Collection<int>?>("Collection", [.. Two]),
        CodecTargets.Of<ObservableCollection<string>?>("ObservableCollection", [.. Words]),
        CodecTargets.Of<ReadOnlyCollection<int>?>("ReadOnlyCollection", new ReadOnlyCollection<int>(Two)),
        CodecTargets.Of<ReadOnlyObservableCollection<int>?>("ReadOnlyObservableCollection", new ReadOnlyObservableCollection<int>([.. Two])),
        CodecTargets.Of<ConcurrentQueue<int>?>("ConcurrentQueue", new ConcurrentQueue<int>(Two)),
        CodecTargets.Of<ConcurrentStack<int>?>("ConcurrentStack", new ConcurrentStack<int>(Two)),
        CodecTargets.Unordered<ConcurrentBag<int>?>("ConcurrentBag", [.. Two]),
        CodecTargets.Of<BlockingCollection<int>?>("BlockingCollection", new BlockingCollection<int> { 1, 2 }),
        CodecTargets.Of("ImmutableArray", ImmutableArray.Create(Two), default),
        CodecTargets.Of<ImmutableList<string>?>("ImmutableList", [.. Words]),
        CodecTargets.Of<ImmutableQueue<int>?>("ImmutableQueue", [.. Two]),
        CodecTargets.Of<ImmutableStack<int>?>("ImmutableStack", [.. Two]),
        CodecTargets.Unordered<ImmutableHashSet<int>?>("ImmutableHashSet", [.. Two], [.. Enumerable.Range(0, 70)]),
        CodecTargets.Of<ImmutableSortedSet<int>?>("ImmutableSortedSet", [.. Two]),
        CodecTargets.Unordered<FrozenSet<int>?>("FrozenSet", Two.ToFrozenSet(), Enumerable.Range(0, 70).ToFrozenSet()),
        CodecTargets.Unordered<IImmutableSet<string>?>("IImmutableSet", ImmutableHashSet.Create(Words)),
    ];

    private static IEnumerable<FuzzTarget[]> Maps() =>
    [
        CodecTargets.Of<Dictionary<string, int>?>("Dictionary", Map, null),
        CodecTargets.Of<Dictionary<int, Person>?>("Dictionary-object", new Dictionary<int, Person> { [7] = new("Ali", 30) }, Enumerable.Range(0, 70).ToDictionary(i => i, i => new Person("", i))),
        CodecTargets.Of<IReadOnlyDictionary<string, string?>?>("IReadOnlyDictionary", new Dictionary<string, string?> { ["a"] = null }),
        CodecTargets.Approximate<SortedDictionary<string, double>?>("SortedDictionary", new SortedDictionary<string, double> { ["k"] = 0.5 }),
        CodecTargets.Of<SortedList<int, string>?>("SortedList", new SortedList<int, string>(Numbers)),
        CodecTargets.Unordered<ConcurrentDictionary<string, int>?>("ConcurrentDictionary", new ConcurrentDictionary<string, int>(Map)),
        CodecTargets.Of<ReadOnlyDictionary<string, int>?>("ReadOnlyDictionary", new ReadOnlyDictionary<string, int>(Map)),
        CodecTargets.Unordered<ImmutableDictionary<string, int>?>("ImmutableDictionary", Map.ToImmutableDictionary()),
        CodecTargets.Of<ImmutableSortedDictionary<string, int>?>("ImmutableSortedDictionary", Map.ToImmutableSortedDictionary()),
        CodecTargets.Unordered<FrozenDictionary<int, string>?>("FrozenDictionary", Numbers.ToFrozenDictionary()),
        CodecTargets.Of("tuple", (1, (string?)null)),
        CodecTargets.Of("tuple-plain", ((byte)1, 2L)),
        CodecTargets.Of("tuple-8", (1, 2, 3, 4, 5, 6, 7, 8)),
        CodecTargets.Of("tuple-1", ValueTuple.Create(1)),
        CodecTargets.Of<Tuple<int, string>?>("Tuple", Tuple.Create(1, "a"), null),
        CodecTargets.Of("KeyValuePair", KeyValuePair.Create("a", 1)),
        CodecTargets.Of("KeyValuePair-plain", KeyValuePair.Create((byte)1, 2L)),
        CodecTargets.Of<Lazy<int>?>("Lazy", new Lazy<int>(() => 7), null),
        CodecTargets.Of("tuple-tuple", ("a", (1, (string?)"b"))),
    ];

    // Seventy of each: more than are kept apart by their own hash.
    private static IEnumerable<FuzzTarget[]> Keys() =>
    [
        CodecTargets.Of<Dictionary<Guid, int>?>("keys-Guid", Seventy(i => new Guid(i, 0, 0, new byte[8])).ToDictionary(key => key, _ => 1)),
        CodecTargets.Approximate<Dictionary<DateTime, bool>?>("keys-DateTime", Seventy(i => Utc.AddDays(i)).ToDictionary(key => key, _ => true)),
        CodecTargets.Of<Dictionary<(int, long), byte>?>("keys-tuple", Seventy(i => (i, (long)i)).ToDictionary(key => key, _ => (byte)1)),
        CodecTargets.Approximate<HashSet<Rate>?>("keys-struct", [.. Seventy(i => new Rate("", i))], [.. Enumerable.Range(0, 4097).Select(i => new Rate("", i))]),
        CodecTargets.Of<HashSet<Int128>?>("keys-Int128", [.. Seventy(i => (Int128)i)]),
        CodecTargets.Of<HashSet<UInt128>?>("keys-UInt128", [.. Seventy(i => (UInt128)i)]),
        CodecTargets.Of<HashSet<char>?>("keys-char", [.. Seventy(i => (char)(i + 40))]),
        CodecTargets.Of<HashSet<Color>?>("keys-enum", [.. Seventy(i => (Color)i)]),
        CodecTargets.Of<HashSet<TimeSpan>?>("keys-TimeSpan", [.. Seventy(i => TimeSpan.FromTicks(i))]),
        CodecTargets.Of<HashSet<DateOnly>?>("keys-DateOnly", [.. Seventy(DateOnly.FromDayNumber)]),
        CodecTargets.Of<HashSet<TimeOnly>?>("keys-TimeOnly", [.. Seventy(i => new TimeOnly(i))]),
        CodecTargets.Of<HashSet<DateTimeOffset>?>("keys-DateTimeOffset", [.. Seventy(i => new DateTimeOffset(Utc.AddDays(i)))]),
        CodecTargets.Of<HashSet<bool>?>("keys-bool", [true, false]),
        CodecTargets.Approximate<HashSet<double>?>("keys-double", [.. Seventy(i => (double)i)]),
        CodecTargets.Of<HashSet<Rune>?>("keys-Rune", [.. Seventy(i => new Rune(i))]),
        CodecTargets.Of<HashSet<int?>?>("keys-nullable", [.. Seventy(i => (int?)i), null]),
        CodecTargets.Of<HashSet<Token>?>("keys-class", [.. Seventy(i => new Token(i))]),
        CodecTargets.Of<HashSet<decimal>?>("keys-decimal", [.. Seventy(i => (decimal)i)]),
        CodecTargets.Of<HashSet<Rights>?>("keys-flags", [.. Seventy(i => (Rights)i)]),
        CodecTargets.Of<HashSet<(int, string)?>?>("keys-nullable-tuple", [.. Seventy(i => ((int, string)?)(i, "a")), null]),
        CodecTargets.Of<HashSet<Person>?>("keys-record", [.. Seventy(i => new Person("", i))]),
        CodecTargets.Of<Dictionary<Money, int>?>("keys-registered", Enumerable.Range(0, 4097).ToDictionary(i => new Money(i, ""), i => i), Seventy(i => new Money(i, "")).ToDictionary(key => key, _ => 1)),
    ];

    // A thousand empty ones in four bytes each: what one costs must be counted.
    private static IEnumerable<FuzzTarget[]> Nested() =>
    [
        CodecTargets.Of<List<List<int>>?>("many-List", Many(() => new List<int>())),
        CodecTargets.Of<List<Dictionary<string, int>>?>("many-Dictionary", Many(() => new Dictionary<string, int>())),
        CodecTargets.Unordered<List<ConcurrentBag<int>>?>("many-ConcurrentBag", Many(() => new ConcurrentBag<int>())),
        CodecTargets.Of<List<BlockingCollection<int>>?>("many-BlockingCollection", Many(() => new BlockingCollection<int>())),
        CodecTargets.Unordered<List<ImmutableDictionary<string, int>>?>("many-ImmutableDictionary", Many(() => ImmutableDictionary<string, int>.Empty)),
        CodecTargets.Unordered<List<FrozenSet<int>>?>("many-FrozenSet", Many(() => FrozenSet<int>.Empty)),
        CodecTargets.Unordered<List<ConcurrentDictionary<string, int>>?>("many-ConcurrentDictionary", Many(() => new ConcurrentDictionary<string, int>())),
        CodecTargets.Of<List<ConcurrentQueue<int>>?>("many-ConcurrentQueue", Many(() => new ConcurrentQueue<int>())),
        CodecTargets.Approximate<List<SortedDictionary<string, double>>?>("many-SortedDictionary", Many(() => new SortedDictionary<string, double>())),
        CodecTargets.Of<List<StringBuilder>?>("many-StringBuilder", Many(() => new StringBuilder())),
        CodecTargets.Of<List<Uri>?>("many-Uri", Many(() => new Uri("a", UriKind.Relative))),
        CodecTargets.Of<List<ReadOnlyObservableCollection<int>>?>("many-ReadOnlyObservableCollection", Many(() => new ReadOnlyObservableCollection<int>([]))),
        CodecTargets.Of<List<IMemoryOwner<byte>>?>("many-IMemoryOwner", Many<IMemoryOwner<byte>>(() => new Owner<byte>([]))),
        CodecTargets.Of<List<Lazy<int>>?>("many-Lazy", Many(() => new Lazy<int>(1))),
        CodecTargets.Of<List<BitArray>?>("many-BitArray", Many(() => new BitArray(0))),
        CodecTargets.Approximate<List<int[,,]>?>("many-array-3", Many(() => new int[0, 0, 0])),
        CodecTargets.Of<List<Version>?>("many-Version", Many(() => new Version(1, 2))),
        CodecTargets.Unordered<List<FrozenDictionary<int, string>>?>("many-FrozenDictionary", Many(() => FrozenDictionary<int, string>.Empty)),
        CodecTargets.Of<List<SortedList<int, string>>?>("many-SortedList", Many(() => new SortedList<int, string>())),
        CodecTargets.Of<List<PriorityQueue<string, int>>?>("many-PriorityQueue", Many(() => new PriorityQueue<string, int>())),
        CodecTargets.Of<List<Empty>?>("many-Empty", Many(() => new Empty())),
        CodecTargets.Approximate<List<Celsius?>?>("many-Celsius", Many(() => (Celsius?)new Celsius(1))),
        CodecTargets.Of<List<ImmutableQueue<int>>?>("many-ImmutableQueue", Many(() => ImmutableQueue<int>.Empty)),
        CodecTargets.Of<List<LinkedList<int>>?>("many-LinkedList", Many(() => new LinkedList<int>())),
        CodecTargets.Unordered<List<ImmutableHashSet<int>>?>("many-ImmutableHashSet", Many(() => ImmutableHashSet<int>.Empty)),
        CodecTargets.Of<List<ImmutableSortedSet<int>>?>("many-ImmutableSortedSet", Many(() => ImmutableSortedSet<int>.Empty)),
    ];

    private static IEnumerable<T> Seventy<T>(Func<int, T> make) => Enumerable.Range(1, 70).Select(make);

    private static List<T> Many<T>(Func<T> make) => [.. Enumerable.Range(0, 4000).Select(_ => make())];
}
