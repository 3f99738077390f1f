using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text;

namespace Types;

/// <summary>Carries every supported type that the vectors do not.</summary>
[Rpc.Remote]
public interface ITypes
{
    void Values(BigInteger a, StringBuilder? b, Rune c, Vector2 d, Vector4 e, Quaternion f, Plane g, Matrix3x2 h, Matrix4x4 i, Rights j, Half? k, Rune? l);

    void Arrays(int[,,] a, string[,,,] b, byte[][] c, Memory<int> d, Memory<string> e, ReadOnlySequence<byte> f, IMemoryOwner<byte> g, List<byte> h, decimal[] i, bool?[] j, TimeOnly[] k, Guid[] l, char[] m);

    void Sequences(Collection<int> a, ObservableCollection<string> b, ReadOnlyCollection<int> c, ReadOnlyObservableCollection<int> d, ConcurrentQueue<int> e, ConcurrentStack<int> f, ConcurrentBag<int> g, BlockingCollection<int> h, ICollection<int> i, IReadOnlyCollection<string> j);

    void Immutables(IImmutableList<int> a, ImmutableQueue<int> b, IImmutableQueue<int> c, ImmutableStack<int> d, IImmutableStack<int> e, ImmutableHashSet<int> f, IImmutableSet<int> g, ImmutableSortedSet<int> h, FrozenSet<string> i, SortedSet<int> j, IReadOnlySet<int> k);

    void Maps(SortedList<int, string> a, ReadOnlyDictionary<string, int> b, IDictionary<Guid, string> c, IImmutableDictionary<int, int> d, ImmutableSortedDictionary<string, int> e, FrozenDictionary<int, string> f, Dictionary<(int, string), Money> g, Dictionary<DateTime, bool> h, ConcurrentDictionary<string, int?> i);

    void Tuples(ValueTuple<int> a, (int A, string? B) b, (byte, Guid, int) c, Tuple<int, int, int, int, int, int, int, Tuple<string>> d, (int, int, int, int, int, int, int, int) e, (DateTimeOffset, byte, (byte, long)) f, (int, (string, int)?) g, KeyValuePair<byte, long>? h, PriorityQueue<int, long> i, Tuple<string>? j);

    void Objects(Bindings a, TwoConstructors b, SetsRequired c, Animal d, Dog e, Pair<string, int?> f, Tree g, Money h, Money? i, Shrub j, List<Shrub?> k, Pair<List<string?>, Pair<int, Leaf>> l, Leaf m, Inside n);

    void Hidden(Page<int> a, Page<string> b, Chapter c, Outer<int>.Within d, Outer<string>.Within e);

    void Lazies(Lazy<int> a, Lazy<string?>? b, List<Lazy<Leaf>> c);

    void Structs(Sequential a, Packed b, Explicit c, Auto d, Meters e, Nothing f, Holder g, Holder[] h, Auto? i, List<Meters> j, Dictionary<Rights, Packed> k);
}
