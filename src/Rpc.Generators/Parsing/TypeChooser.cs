using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Decides what a type is to the codec.</summary>
internal static class TypeChooser
{
    public static TypeModel? Choose(TypeParser parser, ITypeSymbol type, Location? place)
    {
        if (TypeRefusals.Reason(type) is { } reason)
        {
            return parser.Fail(type, TypeDiagnostics.Unsupported, place, TypeNames.Display(type), reason);
        }

        if (type is IArrayTypeSymbol array)
        {
            return TypeCollections.Array(parser, array, place);
        }

        var named = (INamedTypeSymbol)type;
        if (TypeValues.Find(named) is { } value)
        {
            return value;
        }

        if (!parser.IsAccessible(type))
        {
            ITypeSymbol hidden = Hidden(parser, named);
            return parser.FailType(hidden, TypeDiagnostics.NotAccessible, parser.PlaceOf(hidden, place), TypeNames.Display(hidden));
        }

        if (parser.Custom.IsRefused(named))
        {
            return parser.Refuse(named);
        }

        if (parser.Custom.Find(named) is { Count: > 0 } codecs)
        {
            return TypeCustom.Parse(parser, named, codecs, place);
        }

        if (named.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return TypeNullables.Parse(parser, named, place);
        }

        if (named.TypeKind == TypeKind.Enum)
        {
            parser.AddEnum(named);
            return TypeValues.Enum(named);
        }

        if (TypeTuples.IsTuple(named))
        {
            return TypeTuples.Parse(parser, named, place);
        }

        if (TypeCollections.Find(named) is { } collection)
        {
            return TypeCollections.Parse(parser, named, collection, place);
        }

        return Declared(parser, named, place);
    }

    private static TypeModel? Declared(TypeParser parser, INamedTypeSymbol type, Location? place)
    {
        if (TypeAttributes.IsRemote(type))
        {
            parser.Instances?.Add(type, place);
            return Reference(type);
        }

        if (TypeAttributes.MemoryPackOnly(type) is { } feature)
        {
            return TypeHandovers.Parse(parser, type, feature, place);
        }

        if (TypeRefusals.DeclaredReason(parser, type) is { } reason)
        {
            return parser.Fail(type, TypeDiagnostics.Unsupported, place, TypeNames.Display(type), reason);
        }

        if (parser.Foreign.Find(parser, type) is { } registered)
        {
            return registered;
        }

        if (TypeAttributes.IsUnion(type))
        {
            return TypeUnions.Parse(parser, type, place);
        }

        if (type.IsAbstract)
        {
            return parser.FailType(type, TypeDiagnostics.NoUnion, parser.PlaceOf(type, place), TypeNames.Display(type));
        }

        return type is { IsValueType: true, IsUnmanagedType: true } && !TypeCustom.IsIn(parser, type) ? TypeLayouts.Parse(parser, type, place) : TypeObjects.Parse(parser, type, place);
    }

    // A generic type is as hidden as its arguments are.
    private static ITypeSymbol Hidden(TypeParser parser, ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Hidden(parser, array.ElementType),
        INamedTypeSymbol named when named.TypeArguments.FirstOrDefault(argument => !parser.IsAccessible(argument)) is { } argument => Hidden(parser, argument),
        _ => type,
    };

    private static TypeModel Reference(INamedTypeSymbol type)
    {
        TypeModel model = Model(type, TypeCategory.Reference, "", "r");
        return model with { Codec = $"global::Rpc.Codec.ReferenceCodec<{model.BareName}>" };
    }

    /// <summary>The parts of a model that only depend on the symbol.</summary>
    public static TypeModel Model(ITypeSymbol type, TypeCategory category, string codec, string shape, TypeLayout? layout = null) => new(
        TypeNames.Full(type),
        TypeNames.Display(type),
        category,
        type.IsReferenceType,
        type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.NotAnnotated,
        codec,
        shape,
        layout);
}
