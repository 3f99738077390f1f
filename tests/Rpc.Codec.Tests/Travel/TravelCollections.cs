using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;

namespace Travel;

/// <summary>Collections, dictionaries and tuples.</summary>
internal static class TravelCollections
{
    private static readonly int[] Two = [1, 2];
    private static readonly Dictionary<string, int> Map = new() { ["a"] = 1 };

    public static IEnumerable<TravelCase> All =>
    [
        TravelCase.Of("int[]", Two),
        TravelCase.Of("byte[]", new byte[] { 1, 2 }),
        TravelCase.Of("string?[]", new[] { "a", null }),
        TravelCase.Of("int[]?[]", new[] { Two, null }),
        TravelCase.Of("int[,]", new[,] { { 1, 2 }, { 3, 4 } }),
        TravelCase.Of("int[,,]", new[, ,] { { { 1 }, { 2 } } }),
        TravelCase.Of("string[,,,]", new[, , ,] { { { { "a" } } } }),
        TravelCase.Of("Memory<int>", Two.AsMemory()),
        TravelCase.Of("ReadOnlyMemory<int>", (ReadOnlyMemory<int>)Two),
        TravelCase.Of("ArraySegment<int>", new ArraySegment<int>([0, 1, 2], 1, 2)),
        TravelCase.Of("ReadOnlySequence<int>", new ReadOnlySequence<int>(Two)),
        TravelCase.Of("IMemoryOwner<byte>", (IMemoryOwner<byte>)new Owner()),
        TravelCase.Of("List<int>", new List<int>(Two)),
        TravelCase.Of("LinkedList<int>", new LinkedList<int>(Two)),
        TravelCase.Of("Queue<int>", new Queue<int>(Two)),
        TravelCase.Of("Stack<int>", new Stack<int>(Two), (a, b) => a.SequenceEqual(b)),
        TravelCase.Of("PriorityQueue<string, int>", new PriorityQueue<string, int>([("a", 2), ("b", 1)]), (a, b) => a.Peek() == b.Peek()),
        TravelCase.Of("HashSet<int>", new HashSet<int>(Two)),
        TravelCase.Of("SortedSet<int>", new SortedSet<int>([2, 1])),
        TravelCase.Of("IEnumerable<string>", Enumerable.Repeat("a", 2)),
        TravelCase.Of("IReadOnlyCollection<string>", (IReadOnlyCollection<string>)new Queue<string>(["a"])),
        TravelCase.Of("IReadOnlyList<int>", (IReadOnlyList<int>)Two),
        TravelCase.Of("ICollection<int>", (ICollection<int>)new List<int>(Two)),
        TravelCase.Of("IList<int>", (IList<int>)new List<int>(Two), (_, b) => b is List<int>),
        TravelCase.Of("ISet<int>", (ISet<int>)new HashSet<int>(Two)),
        TravelCase.Of("IReadOnlySet<int>", (IReadOnlySet<int>)new HashSet<int>(Two)),
        TravelCase.Of("Collection<int>", new Collection<int>(Two)),
        TravelCase.Of("ObservableCollection<string>", new ObservableCollection<string>(["a"])),
        TravelCase.Of("ReadOnlyCollection<int>", new ReadOnlyCollection<int>(Two)),
        TravelCase.Of("ReadOnlyObservableCollection<int>", new ReadOnlyObservableCollection<int>(new ObservableCollection<int>(Two))),
        TravelCase.Of("ConcurrentQueue<int>", new ConcurrentQueue<int>(Two)),
        TravelCase.Of("ConcurrentStack<int>", new ConcurrentStack<int>(Two), (a, b) => a.SequenceEqual(b)),
        TravelCase.Of("ConcurrentBag<int>", new ConcurrentBag<int>([1])),
        TravelCase.Of("BlockingCollection<int>", new BlockingCollection<int> { 1, 2 }),
        TravelCase.Of("ImmutableArray<int>", ImmutableArray.Create(Two)),
        TravelCase.Of("default(ImmutableArray<int>)", default(ImmutableArray<int>), (_, b) => b.IsDefault),
        TravelCase.Of("ImmutableList<string>", ImmutableList.Create("a")),
        TravelCase.Of("IImmutableList<int>", (IImmutableList<int>)ImmutableList.Create(Two)),
        TravelCase.Of("ImmutableQueue<int>", ImmutableQueue.Create(Two)),
        TravelCase.Of("IImmutableQueue<int>", (IImmutableQueue<int>)ImmutableQueue.Create(Two)),
        TravelCase.Of("ImmutableStack<int>", ImmutableStack.Create(Two), (a, b) => a.SequenceEqual(b)),
        TravelCase.Of("IImmutableStack<int>", (IImmutableStack<int>)ImmutableStack.Create(Two), (a, b) => a.SequenceEqual(b)),
        TravelCase.Of("ImmutableHashSet<int>", ImmutableHashSet.Create(Two)),
        TravelCase.Of("IImmutableSet<int>", (IImmutableSet<int>)ImmutableHashSet.Create(Two)),
        TravelCase.Of("ImmutableSortedSet<int>", ImmutableSortedSet.Create(2, 1)),
        TravelCase.Of("FrozenSet<int>", Two.ToFrozenSet()),
        TravelCase.Of("Dictionary<string, int>", Map),
        TravelCase.Of("Dictionary<int, Person>", new Dictionary<int, Vectors.Person> { [7] = new("Ali", 30, null) }),
        TravelCase.Of("IDictionary<string, int>", (IDictionary<string, int>)Map),
        TravelCase.Of("IReadOnlyDictionary<string, int>", (IReadOnlyDictionary<string, int>)Map),
        TravelCase.Of("SortedDictionary<string, double>", new SortedDictionary<string, double> { ["k"] = 0.5 }),
        TravelCase.Of("SortedList<string, int>", new SortedList<string, int>(Map)),
        TravelCase.Of("ConcurrentDictionary<string, int>", new ConcurrentDictionary<string, int>(Map)),
        TravelCase.Of("ReadOnlyDictionary<string, int>", new ReadOnlyDictionary<string, int>(Map)),
        TravelCase.Of("ImmutableDictionary<string, int>", Map.ToImmutableDictionary()),
        TravelCase.Of("IImmutableDictionary<string, int>", (IImmutableDictionary<string, int>)Map.ToImmutableDictionary()),
        TravelCase.Of("ImmutableSortedDictionary<string, int>", Map.ToImmutableSortedDictionary()),
        TravelCase.Of("FrozenDictionary<string, int>", Map.ToFrozenDictionary()),
        TravelCase.Of("(int, string?)", (1, (string?)null)),
        TravelCase.Of("(byte, long)", ((byte)1, 2L)),
        TravelCase.Of("(int, int, int, int, int, int, int, int)", (1, 2, 3, 4, 5, 6, 7, 8)),
        TravelCase.Of("ValueTuple<int>", ValueTuple.Create(1)),
        TravelCase.Of("Tuple<int, string>", Tuple.Create(1, "a")),
        TravelCase.Of("KeyValuePair<string, int>", KeyValuePair.Create("a", 1)),
        TravelCase.Of("Lazy<int>", new Lazy<int>(() => 7), (a, b) => a.Value == b.Value),
    ];

    private sealed class Owner : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = new byte[] { 1, 2 };

        public void Dispose()
        {
            // Nothing was rented.
        }
    }
}
