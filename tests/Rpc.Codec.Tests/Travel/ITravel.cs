using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Rpc;

namespace Travel;

/// <summary>Carries what docs/types.md lists and no other contract of this project does.</summary>
[Remote]
public interface ITravel
{
    void Enums(Bytes a, SBytes b, Shorts c, UShorts d, Ints e, UInts f, Longs g, ULongs h);

    void Objects(Person a, Init b, Guarded c, Several d, Parameters e, Pixel f, Labelled g, Rate h, Animal i, Dog j, Shelf.Book k);

    void Generic(Page<int> a, Page<Person> b, Result<int, string> c, Page<Result<int, string>> d, Page<Page<string>> e);

    void Recursive(Tree a, Item b, Folder c);

    void Unions(IShape a, Event b, IVehicle c);

    Portfolio Live(IAccount a, List<IAccount> b);

    void Collections(ImmutableArray<int> a, FrozenSet<int> b, ReadOnlyMemory<byte> c, ConcurrentDictionary<string, int> d, LinkedList<int> e, Queue<int> f, Stack<int> g, IReadOnlySet<int> h, FrozenDictionary<string, int> i, ImmutableSortedDictionary<string, int> j, IImmutableDictionary<string, int> k, HashSet<int> l, SortedList<string, int> m, IDictionary<string, int> n, ReadOnlyMemory<int> o, System.Buffers.ReadOnlySequence<int> p);
}
