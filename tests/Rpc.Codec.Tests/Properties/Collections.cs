using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using FsCheck;
using FsCheck.Fluent;
using Travel;

namespace Properties;

/// <summary>Generators of collections, dictionaries and tuples.</summary>
internal static class Collections
{
    private static readonly Gen<int[]> Many = Values.Ints.ArrayOf();
    private static readonly Gen<string[]> Words = Values.Texts.ArrayOf();
    private static readonly Gen<Dictionary<string, int>> Map = Words.Select(words => words.Distinct().ToDictionary(word => word, word => word.Length));

    public static IEnumerable<RoundTrip> All => [.. Arrays, .. Sequences, .. Immutables, .. Maps, .. Tuples];

    private static IEnumerable<RoundTrip> Arrays =>
    [
        RoundTrip.Of("int[]", Many),
        RoundTrip.Of("byte[]", Many.Select(items => Array.ConvertAll(items, item => (byte)item))),
        RoundTrip.Of("string?[]", Values.Texts.OrNull().ArrayOf()),
        RoundTrip.Of("int[]?[]", Many.OrNull().ArrayOf()),
        RoundTrip.Of("int[,]", Values.Ints.Array2DOf().Where(grid => grid.Length > 0), grid => grid.Cast<int>().Append(grid.GetLength(0)).ToArray()),
        RoundTrip.Of("int[,,]", Values.Ints.Select(value => new int[2, 1, 3] { { { value, 1, 2 } }, { { 3, 4, value } } }), grid => grid.Cast<int>().ToArray()),
        RoundTrip.Of("string[,,,]", Values.Texts.Select(text => new[, , ,] { { { { text, "" } } } }), grid => grid.Cast<string>().ToArray()),
        RoundTrip.Of("Memory<int>", Many.Select(items => items.AsMemory()), value => value.ToArray()),
        RoundTrip.Of("ReadOnlyMemory<int>", Many.Select(items => (ReadOnlyMemory<int>)items), value => value.ToArray()),
        RoundTrip.Of("ArraySegment<int>", Many.Select(items => new ArraySegment<int>([0, .. items, 0], 1, items.Length)), value => value.ToArray()),
        RoundTrip.Of("ReadOnlySequence<int>", Many.Select(items => new ReadOnlySequence<int>(items)), value => value.ToArray()),
        RoundTrip.Of("IMemoryOwner<byte>", Many.Select(items => (IMemoryOwner<byte>)new Owned(Array.ConvertAll(items, item => (byte)item))), value => value.Memory.ToArray()),
    ];

    private static IEnumerable<RoundTrip> Sequences =>
    [
        From("List<int>", items => new List<int>(items)),
        From("LinkedList<int>", items => new LinkedList<int>(items)),
        From("Queue<int>", items => new Queue<int>(items)),
        From("Stack<int>", items => new Stack<int>(items)),
        From("HashSet<int>", items => new HashSet<int>(items)),
        From("SortedSet<int>", items => new SortedSet<int>(items)),
        From("IReadOnlyList<int>", items => (IReadOnlyList<int>)items),
        From("ICollection<int>", items => (ICollection<int>)new List<int>(items)),
        From("IList<int>", items => (IList<int>)new List<int>(items)),
        From("ISet<int>", items => (ISet<int>)new HashSet<int>(items)),
        From("IReadOnlySet<int>", items => (IReadOnlySet<int>)new HashSet<int>(items)),
        From("Collection<int>", items => new Collection<int>(items)),
        From("ReadOnlyCollection<int>", items => new ReadOnlyCollection<int>(items)),
        From("ReadOnlyObservableCollection<int>", items => new ReadOnlyObservableCollection<int>(new ObservableCollection<int>(items))),
        From("ConcurrentQueue<int>", items => new ConcurrentQueue<int>(items)),
        From("ConcurrentStack<int>", items => new ConcurrentStack<int>(items)),
        RoundTrip.Of("ConcurrentBag<int>", Many.Select(items => new ConcurrentBag<int>(items)), value => value.Order().ToArray()),
        RoundTrip.Of("BlockingCollection<int>", Many.Select(items => new BlockingCollection<int>(new ConcurrentQueue<int>(items))), value => value.ToArray()),
        RoundTrip.Of("PriorityQueue<string, int>", Words.Select(words => new PriorityQueue<string, int>(words.Select(word => (word, word.Length)))), value => value.UnorderedItems.Order().ToArray()),
        RoundTrip.Of("IEnumerable<string>", Words.Select(words => words.Where(word => word.Length >= 0)), value => value.ToArray()),
        RoundTrip.Of("IReadOnlyCollection<string>", Words.Select(words => (IReadOnlyCollection<string>)new Queue<string>(words)), value => value.ToArray()),
        RoundTrip.Of("ObservableCollection<string>", Words.Select(words => new ObservableCollection<string>(words)), value => value.ToArray()),
    ];

    private static IEnumerable<RoundTrip> Immutables =>
    [
        From("ImmutableArray<int>", items => ImmutableArray.Create(items)),
        RoundTrip.Of("default(ImmutableArray<int>)", Gen.Constant(default(ImmutableArray<int>)), value => value.IsDefault),
        RoundTrip.Of("ImmutableList<string>", Words.Select(words => ImmutableList.Create(words)), value => value.ToArray()),
        From("IImmutableList<int>", items => (IImmutableList<int>)ImmutableList.Create(items)),
        From("ImmutableQueue<int>", items => ImmutableQueue.Create(items)),
        From("IImmutableQueue<int>", items => (IImmutableQueue<int>)ImmutableQueue.Create(items)),
        From("ImmutableStack<int>", items => ImmutableStack.Create(items)),
        From("IImmutableStack<int>", items => (IImmutableStack<int>)ImmutableStack.Create(items)),
        RoundTrip.Of("ImmutableHashSet<int>", Many.Select(items => ImmutableHashSet.Create(items)), value => value.Order().ToArray()),
        RoundTrip.Of("IImmutableSet<int>", Many.Select(items => (IImmutableSet<int>)ImmutableHashSet.Create(items)), value => value.Order().ToArray()),
        From("ImmutableSortedSet<int>", items => ImmutableSortedSet.Create(items)),
        RoundTrip.Of("FrozenSet<int>", Many.Select(items => items.ToFrozenSet()), value => value.Order().ToArray()),
    ];

    private static IEnumerable<RoundTrip> Maps =>
    [
        MapFrom("Dictionary<string, int>", map => map),
        MapFrom("IDictionary<string, int>", map => (IDictionary<string, int>)map),
        MapFrom("IReadOnlyDictionary<string, int>", map => (IReadOnlyDictionary<string, int>)map),
        MapFrom("SortedList<string, int>", map => new SortedList<string, int>(map)),
        MapFrom("ConcurrentDictionary<string, int>", map => new ConcurrentDictionary<string, int>(map)),
        MapFrom("ReadOnlyDictionary<string, int>", map => new ReadOnlyDictionary<string, int>(map)),
        MapFrom("ImmutableDictionary<string, int>", map => map.ToImmutableDictionary()),
        MapFrom("IImmutableDictionary<string, int>", map => (IImmutableDictionary<string, int>)map.ToImmutableDictionary()),
        MapFrom("ImmutableSortedDictionary<string, int>", map => map.ToImmutableSortedDictionary()),
        MapFrom("FrozenDictionary<string, int>", map => map.ToFrozenDictionary()),
        RoundTrip.Of("SortedDictionary<string, double>", Map.Zip(Values.Doubles, (map, value) => new SortedDictionary<string, double>(map.ToDictionary(entry => entry.Key, _ => value))), value => value.ToArray()),
        RoundTrip.Of("Dictionary<int, Person>", Many.Zip(Objects.People, (keys, person) => keys.Distinct().ToDictionary(key => key, key => new Vectors.Person(person.Name, key, person.Email))), value => value.OrderBy(entry => entry.Key).ToArray()),
        RoundTrip.Of("KeyValuePair<string, int>", Values.Texts.Zip(Values.Ints, KeyValuePair.Create)),
    ];

    private static IEnumerable<RoundTrip> Tuples =>
    [
        RoundTrip.Of("(int, string?)", Values.Ints.Zip(Values.Texts.OrNull(), (number, text) => (number, (string?)text))),
        RoundTrip.Of("(byte, long)", Values.Ints.Zip(Values.Longs, (first, second) => ((byte)first, second))),
        RoundTrip.Of("(int, int, int, int, int, int, int, int)", Values.Ints.ArrayOf(8).Select(eight => (eight[0], eight[1], eight[2], eight[3], eight[4], eight[5], eight[6], eight[7]))),
        RoundTrip.Of("ValueTuple<int>", Values.Ints.Select(ValueTuple.Create)),
        RoundTrip.Of("Tuple<int, string>", Values.Ints.Zip(Values.Texts, Tuple.Create)),
        RoundTrip.Of("Lazy<int>", Values.Ints.Select(value => new Lazy<int>(() => value)), value => value.Value),
    ];

    private static RoundTrip From<T>(string name, Func<int[], T> make)
        where T : IEnumerable<int> => RoundTrip.Of(name, Many.Select(make), value => value.ToArray());

    private static RoundTrip MapFrom<T>(string name, Func<Dictionary<string, int>, T> make)
        where T : IEnumerable<KeyValuePair<string, int>> => RoundTrip.Of(name, Map.Select(make), value => value.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToArray());

    private sealed class Owned(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = bytes;

        public void Dispose()
        {
            // Nothing was rented.
        }
    }
}
