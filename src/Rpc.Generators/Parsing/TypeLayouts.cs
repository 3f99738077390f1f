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
            return parser.FailType(type, TypeDiagnostics.LayoutStruct, here, TypeNames.Display(type), refusal);
        }

        List<IFieldSymbol> symbols = Fields(plain);
        var types = new List<TypeModel>();
        foreach (IFieldSymbol symbol in symbols)
        {
            if (parser.Parse(symbol.Type, parser.PlaceOf(symbol, here)) is not { } model)
            {
                continue;
            }

            if (model.Layout is null)
            {
                return parser.FailType(type, TypeDiagnostics.LayoutStruct, parser.PlaceOf(symbol, here), TypeNames.Display(type), $"its field {symbol.Name} has no fixed size");
            }

            types.Add(model);
        }

        return types.Count != symbols.Count ? null : Define(parser, type, codec, symbols, types, here);
    }

    private static TypeModel? Define(TypeParser parser, INamedTypeSymbol type, string codec, List<IFieldSymbol> symbols, List<TypeModel> types, Location? place)
    {
        bool isTuple = TypeTuples.IsTuple(type);
        INamedTypeSymbol plain = type.TupleUnderlyingType ?? type;
        var placed = symbols.Select((symbol, i) => new TypeStructLayout.Field(types[i].Layout!, IsPrimitive(symbol.Type), ExplicitOffset(symbol))).ToList();
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

        var fields = symbols.Select((symbol, i) => Field(parser, plain, symbol, types[i], offsets[i])).ToList();
        string name = TypeNames.Display(type);
        TypeModel model = TypeChooser.Model(type, TypeCategory.Layout, parser.CodecName(codec), TypeValues.FixedShape(whole.Size, type), whole);
        if (parser.TryBegin(codec))
        {
            if (!isTuple)
            {
                parser.AddShape(name, $"f{whole.Size}({string.Join(",", fields.Select(f => f.Name + ":" + f.Type.Shape))})");
            }

            parser.Define(type, model, new TypeStruct(codec, new(fields), covered.Contains(false), isTuple));
        }

        return model;
    }

    private static TypeField Field(TypeParser parser, INamedTypeSymbol type, IFieldSymbol symbol, TypeModel model, int offset)
    {
        ISymbol named = symbol.AssociatedSymbol ?? symbol;
        bool reachable = symbol.AssociatedSymbol is null && parser.IsAccessible(symbol) && !symbol.IsImplicitlyDeclared;
        string name = named.Name.TrimStart('<').Split('>')[0];
        return new TypeField(name, TypeJsonNames.Of(name.TrimStart('_')), model, offset, reachable);
    }

    private static List<IFieldSymbol> Fields(INamedTypeSymbol type)
    {
        // A tuple's fields by their own names, not by the names that C# gave the items.
        if (type.IsTupleType)
        {
            return type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && IsUnderlyingItem(f, type)).OrderBy(f => f.Name == "Rest" ? 8 : f.Name[4] - '0').ToList();
        }

        return type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst).ToList();
    }

    private static bool IsUnderlyingItem(IFieldSymbol field, INamedTypeSymbol type) =>
        field.Name == "Rest" ? type.TypeArguments.Length == 8 : field.Name.Length == 5 && field.Name.StartsWith("Item", System.StringComparison.Ordinal) && field.Name[4] - '0' <= System.Math.Min(7, type.TypeArguments.Length);

    private static bool IsPrimitive(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || type.SpecialType is
        SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Single or SpecialType.System_Double;

    private static int? ExplicitOffset(IFieldSymbol field) =>
        field.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "FieldOffsetAttribute" })?.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is int offset ? offset : null;

    private static string? Refusal(TypeParser parser, INamedTypeSymbol type)
    {
        if (type.GetAttributes().Any(a => a.AttributeClass is { Name: "InlineArrayAttribute" }))
        {
            return "inline arrays are not supported; use an array";
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsFixedSizeBuffer: true })
            {
                return "fixed buffers are not supported; use an array";
            }

            if (!member.IsStatic && TypeAttributes.IsIgnored(member))
            {
                return $"{member.Name} cannot be ignored, because all of its memory travels; make the type a class, or remove the attribute";
            }
        }

        return TypeTuples.IsTuple(type) || parser.IsDeclaredHere(type) ? null : TypeForeign.LayoutRefusal(type);
    }
}
