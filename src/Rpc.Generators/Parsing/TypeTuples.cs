using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Tuples and key-value pairs.</summary>
internal static class TypeTuples
{
    private const string Pair = "System.Collections.Generic.KeyValuePair`2";

    public static bool IsTuple(INamedTypeSymbol type) => type.IsTupleType
        || (type.IsGenericType && TypeNames.Metadata(type) is var name
            && (name.StartsWith("System.ValueTuple`", System.StringComparison.Ordinal) || name.StartsWith("System.Tuple`", System.StringComparison.Ordinal) || name == Pair));

    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, Location? place)
    {
        INamedTypeSymbol plain = type.TupleUnderlyingType ?? type;
        if (plain.IsUnmanagedType && !TypeCustom.IsIn(parser, plain))
        {
            return TypeLayouts.Parse(parser, type, place);
        }

        var items = new List<TypeModel>();
        foreach (ITypeSymbol argument in plain.TypeArguments)
        {
            if (parser.Parse(argument, place) is { } item)
            {
                items.Add(item);
            }
        }

        if (items.Count != plain.TypeArguments.Length)
        {
            return null;
        }

        return TypeNames.Metadata(type) == Pair ? PairModel(type, items[0], items[1]) : TupleModel(parser, type, items);
    }

    private static TypeModel PairModel(ITypeSymbol type, TypeModel key, TypeModel value) => TypeChooser.Model(
        type,
        TypeCategory.Collection,
        $"global::Rpc.Codec.PairCodec<{key.FullName}, {key.PolicyCodec}, {value.FullName}, {value.PolicyCodec}>",
        $"({key.Shape},{value.Shape})");

    private static TypeModel TupleModel(TypeParser parser, INamedTypeSymbol type, List<TypeModel> items)
    {
        string codec = TypeCodecNames.Codec(TypeNames.Key(type));
        bool isClass = type.IsReferenceType;
        string shape = isClass
            ? "{" + string.Join(",", items.Select((item, i) => ItemName(i) + ":" + item.Shape)) + "}"
            : "(" + string.Join(",", items.Select(item => item.Shape)) + ")";
        TypeModel model = TypeChooser.Model(type, TypeCategory.Tuple, parser.CodecName(codec), shape);
        if (parser.TryBegin(codec))
        {
            parser.Define(type, model, new TypeTuple(codec, new(items.Select((item, i) => new TypeTupleItem(ItemName(i), item))), isClass));
        }

        return model;
    }

    public static string ItemName(int index) => index < 7 ? "Item" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "Rest";
}
