using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Arrays and the collections for which the runtime has a codec.</summary>
internal static class TypeCollections
{
    private static readonly Dictionary<string, string> Table = MakeTable();

    /// <summary>The codec of the collection with places for its parts, or null.</summary>
    public static string? Find(INamedTypeSymbol type) =>
        type.IsGenericType && Table.TryGetValue(TypeNames.Metadata(type), out string? codec) ? codec : null;

    public static TypeModel? Array(TypeParser parser, IArrayTypeSymbol type, Location? place)
    {
        if (parser.Parse(type.ElementType, place) is not { } element)
        {
            return null;
        }

        string codec = type.Rank == 1 ? "ArrayCodec" : $"Array{type.Rank}Codec";
        string lengths = string.Concat(Enumerable.Range(0, type.Rank).Select(i => $"Length{i}:f4,"));
        return TypeChooser.Model(
            type,
            TypeCategory.Collection,
            $"global::Rpc.Codec.{codec}<{element.FullName}, {element.PolicyCodec}>",
            type.Rank == 1 ? $"[{element.Shape}]" : $"{{{lengths}Items:[{element.Shape}]}}");
    }

    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, string codec, Location? place)
    {
        var parts = new List<TypeModel>();
        foreach (ITypeSymbol argument in type.TypeArguments)
        {
            if (parser.Parse(argument, place) is { } part)
            {
                parts.Add(part);
            }
        }

        if (parts.Count != type.TypeArguments.Length)
        {
            return null;
        }

        if (parts.Count == 2 && type.Name != "PriorityQueue" && CanBeNull(parts[0]))
        {
            return parser.Fail(type, TypeDiagnostics.Unsupported, place, TypeNames.Display(type), "its keys are nullable, and a dictionary has no null key");
        }

        TypeModel? pair = parts.Count == 2 ? Pair(parser, type, place) : parts[0];
        if (pair is null)
        {
            return null;
        }

        TypeModel self = TypeChooser.Model(type, TypeCategory.Collection, "", type.Name == "Lazy" ? $"{{Value:{pair.Shape}}}" : $"[{pair.Shape}]");
        TypeModel last = parts[parts.Count - 1];
        return self with
        {
            Codec = "global::Rpc.Codec." + codec
                .Replace("$Self", self.BareName)
                .Replace("$Pair", pair.PolicyCodec)
                .Replace("$KC", parts[0].PolicyCodec)
                .Replace("$VC", last.PolicyCodec)
                .Replace("$K", parts[0].FullName)
                .Replace("$V", last.FullName),
        };
    }

    private static bool CanBeNull(TypeModel key) => key.IsReferenceType ? !key.IsNonNullableReference : key.FullName.EndsWith("?", System.StringComparison.Ordinal);

    private static TypeModel? Pair(TypeParser parser, INamedTypeSymbol type, Location? place)
    {
        bool isQueue = type.Name == "PriorityQueue";
        INamedTypeSymbol? definition = parser.Compilation.GetTypeByMetadataName(isQueue ? "System.ValueTuple`2" : "System.Collections.Generic.KeyValuePair`2");
        return definition is null ? null : parser.Parse(definition.Construct(type.TypeArguments, type.TypeArgumentNullableAnnotations), place);
    }

    private static Dictionary<string, string> MakeTable()
    {
        var table = new Dictionary<string, string>(System.StringComparer.Ordinal)
        {
            ["System.Collections.Generic.List`1"] = "ListCodec<$K, $KC>",
            ["System.Memory`1"] = "MemoryCodec<$K, $KC>",
            ["System.ReadOnlyMemory`1"] = "ReadOnlyMemoryCodec<$K, $KC>",
            ["System.ArraySegment`1"] = "ArraySegmentCodec<$K, $KC>",
            ["System.Buffers.ReadOnlySequence`1"] = "ReadOnlySequenceCodec<$K, $KC>",
            ["System.Buffers.IMemoryOwner`1"] = "MemoryOwnerCodec<$K, $KC>",
            ["System.Collections.Immutable.ImmutableArray`1"] = "ImmutableArrayCodec<$K, $KC>",
            ["System.Lazy`1"] = "LazyCodec<$K, $KC>",
            ["System.Collections.Generic.PriorityQueue`2"] = "PriorityQueueCodec<$K, $V, $Pair>",
        };
        Add(table, "CollectionCodec<$Self, $K, $KC, global::Rpc.Codec.{0}Maker<$K>>", SequenceMakers());
        Add(table, "SetCodec<$Self, $K, $KC, global::Rpc.Codec.{0}Maker<$K>>", SetMakers());
        Add(table, "MapCodec<$Self, $K, $KC, $V, $VC, $Pair, global::Rpc.Codec.{0}Maker<$K, $V>>", MapMakers());
        return table;
    }

    private static void Add(Dictionary<string, string> table, string codec, IEnumerable<(string Type, string Maker)> makers)
    {
        foreach ((string type, string maker) in makers)
        {
            table[type] = codec.Replace("{0}", maker);
        }
    }

    private static (string Type, string Maker)[] SequenceMakers() => new[]
    {
        ("System.Collections.Generic.IEnumerable`1", "Array"),
        ("System.Collections.Generic.IReadOnlyCollection`1", "Array"),
        ("System.Collections.Generic.IReadOnlyList`1", "Array"),
        ("System.Collections.Generic.ICollection`1", "List"),
        ("System.Collections.Generic.IList`1", "List"),
        ("System.Collections.Generic.Queue`1", "Queue"),
        ("System.Collections.Generic.Stack`1", "Stack"),
        ("System.Collections.Generic.LinkedList`1", "LinkedList"),
        ("System.Collections.ObjectModel.Collection`1", "Collection"),
        ("System.Collections.ObjectModel.ObservableCollection`1", "ObservableCollection"),
        ("System.Collections.ObjectModel.ReadOnlyCollection`1", "ReadOnlyCollection"),
        ("System.Collections.ObjectModel.ReadOnlyObservableCollection`1", "ReadOnlyObservableCollection"),
        ("System.Collections.Concurrent.ConcurrentQueue`1", "ConcurrentQueue"),
        ("System.Collections.Concurrent.ConcurrentStack`1", "ConcurrentStack"),
        ("System.Collections.Concurrent.ConcurrentBag`1", "ConcurrentBag"),
        ("System.Collections.Concurrent.BlockingCollection`1", "BlockingCollection"),
        ("System.Collections.Immutable.ImmutableList`1", "ImmutableList"),
        ("System.Collections.Immutable.IImmutableList`1", "ImmutableList"),
        ("System.Collections.Immutable.ImmutableQueue`1", "ImmutableQueue"),
        ("System.Collections.Immutable.IImmutableQueue`1", "ImmutableQueue"),
        ("System.Collections.Immutable.ImmutableStack`1", "ImmutableStack"),
        ("System.Collections.Immutable.IImmutableStack`1", "ImmutableStack"),
    };

    private static (string Type, string Maker)[] SetMakers() => new[]
    {
        ("System.Collections.Generic.ISet`1", "HashSet"),
        ("System.Collections.Generic.IReadOnlySet`1", "HashSet"),
        ("System.Collections.Generic.HashSet`1", "HashSet"),
        ("System.Collections.Generic.SortedSet`1", "SortedSet"),
        ("System.Collections.Immutable.ImmutableHashSet`1", "ImmutableHashSet"),
        ("System.Collections.Immutable.IImmutableSet`1", "ImmutableHashSet"),
        ("System.Collections.Immutable.ImmutableSortedSet`1", "ImmutableSortedSet"),
        ("System.Collections.Frozen.FrozenSet`1", "FrozenSet"),
    };

    private static (string Type, string Maker)[] MapMakers() => new[]
    {
        ("System.Collections.Generic.IDictionary`2", "Dictionary"),
        ("System.Collections.Generic.IReadOnlyDictionary`2", "Dictionary"),
        ("System.Collections.Generic.Dictionary`2", "Dictionary"),
        ("System.Collections.Generic.SortedDictionary`2", "SortedDictionary"),
        ("System.Collections.Generic.SortedList`2", "SortedList"),
        ("System.Collections.Concurrent.ConcurrentDictionary`2", "ConcurrentDictionary"),
        ("System.Collections.ObjectModel.ReadOnlyDictionary`2", "ReadOnlyDictionary"),
        ("System.Collections.Immutable.ImmutableDictionary`2", "ImmutableDictionary"),
        ("System.Collections.Immutable.IImmutableDictionary`2", "ImmutableDictionary"),
        ("System.Collections.Immutable.ImmutableSortedDictionary`2", "ImmutableSortedDictionary"),
        ("System.Collections.Frozen.FrozenDictionary`2", "FrozenDictionary"),
    };
}
