using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Structs, value tuples and key-value pairs without references: they travel as their memory.</summary>
internal static class TypeLayouts
{
    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, Location? place)
    {
        string codec = TypeCodecNames.Codec(TypeNames.Key(type));
        INamedTypeSymbol plain = type.TupleUnderlyingType ?? type;
        Location? here = parser.PlaceOf(type, place);
        if (Refusal(parser, plain) is { } refusal)
        {
            return parser.FailType(type, TypeDiagnostics.LayoutStruct, parser.PlaceOf(refusal.Symbol, here), TypeNames.Display(type), refusal.Reason);
        }

        List<TypeFieldSource> sources = TypeFieldSource.Of(parser, plain);
        var types = new List<TypeModel>();
        foreach (TypeFieldSource source in sources)
        {
            Location? there = source.Symbol is { } symbol ? parser.PlaceOf(symbol, here) : here;
            if (parser.Parse(source.Type, there) is not { } model)
            {
                continue;
            }

            if (model.Layout is null)
            {
                return parser.FailType(type, TypeDiagnostics.LayoutStruct, there, TypeNames.Display(type), $"its field {source.Name} has no fixed size");
            }

            types.Add(model);
        }

        return types.Count != sources.Count ? parser.Refuse(type) : Define(parser, type, codec, sources, types, here);
    }

    private static TypeModel? Define(TypeParser parser, INamedTypeSymbol type, string codec, List<TypeFieldSource> sources, List<TypeModel> types, Location? place)
    {
        INamedTypeSymbol plain = type.TupleUnderlyingType ?? type;
        var placed = sources.Select((source, i) => new TypeStructLayout.Field(types[i].Layout!, source.IsPrimitive, source.Offset)).ToList();
        (int[] offsets, TypeLayout whole) = TypeStructLayout.Place(placed, TypeStructLayout.OptionsOf(plain));
        bool[] covered = new bool[whole.Size];
        bool overlap = false;
        for (int i = 0; i < offsets.Length; i++)
        {
            for (int at = offsets[i]; at < offsets[i] + types[i].Layout!.Size; at++)
            {
                overlap |= covered[at];
                covered[at] = true;
            }
        }

        if (overlap)
        {
            return parser.FailType(type, TypeDiagnostics.LayoutStruct, place, TypeNames.Display(type), "its fields overlap");
        }

        TypeModel model = TypeChooser.Model(type, TypeCategory.Layout, parser.CodecName(codec), TypeValues.FixedShape(whole.Size, type), whole);
        if (parser.TryBegin(codec))
        {
            bool isTuple = TypeTuples.IsTuple(type);
            var fields = sources.Select((source, i) => new TypeField(source.Name, JsonName(source), types[i], offsets[i], source.CanBeReferenced)).ToList();
            if (!isTuple)
            {
                string shape = $"f{whole.Size}({string.Join(",", fields.Select(f => f.Name + ":" + f.Type.Shape))})";
                if (!parser.IsDeclaredHere(type) && parser.Foreign.ShapeOf(type) is { } told && told != shape)
                {
                    return parser.FailType(type, TypeDiagnostics.LayoutStruct, place, TypeNames.Display(type), $"'{type.ContainingAssembly.Name}' was built with other fields ({told})");
                }

                parser.AddShape(model.DisplayName, shape);
            }

            parser.Define(type, model, new TypeStruct(codec, new(fields), covered.Contains(false), isTuple));
        }

        return model;
    }

    // What stands in the way, and why.
    private static (ISymbol Symbol, string Reason)? Refusal(TypeParser parser, INamedTypeSymbol type)
    {
        if (type.GetAttributes().Any(a => a.AttributeClass is { Name: "InlineArrayAttribute" }))
        {
            return (type, "inline arrays are not supported; use an array");
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsFixedSizeBuffer: true })
            {
                return (member, "fixed buffers are not supported; use an array");
            }

            if (!member.IsStatic && TypeAttributes.IsIgnored(member))
            {
                return (member, $"{member.Name} cannot be ignored, because all of its memory travels; make the type a class, or remove the attribute");
            }
        }

        return TypeTuples.IsTuple(type) || parser.IsDeclaredHere(type) || TypeForeign.LayoutRefusal(parser, type) is not { } reason ? null : (type, reason);
    }

    private static string JsonName(TypeFieldSource source) =>
        source.Symbol is { } field && RemoteNames.OfMember(field.AssociatedSymbol ?? field) is { } name && RemoteNames.IsText(name) ? name : TypeJsonNames.Of(source.Name.TrimStart('_'));
}
