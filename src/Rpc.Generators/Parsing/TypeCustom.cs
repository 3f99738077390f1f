using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Types that travel by a codec or surrogate of the user's.</summary>
internal static class TypeCustom
{
    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, IReadOnlyList<CustomCodec> codecs, Location? place)
    {
        CustomCodec custom = codecs[0];
        if (codecs.Count > 1)
        {
            // At the second one's attribute, where that stands in this project.
            parser.Refuse(type);
            return parser.Fail(TypeDiagnostics.TwoCodecs, codecs[1].Place ?? place, TypeNames.Display(type), TypeNames.Display(custom.Codec), TypeNames.Display(codecs[1].Codec));
        }

        return custom.Surrogate is { } surrogate ? Surrogate(parser, type, custom, surrogate, place) : Direct(type, custom);
    }

    /// <summary>Whether the memory of a struct holds something that travels in a way of its own, so that the struct cannot travel as its memory.</summary>
    public static bool IsIn(TypeParser parser, ITypeSymbol type) => (parser.Custom.Any || TypeHandovers.IsPossible(parser))
        && type is INamedTypeSymbol { IsUnmanagedType: true, SpecialType: SpecialType.None, TypeKind: TypeKind.Struct } named && IsIn(parser, named, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private static bool IsIn(TypeParser parser, INamedTypeSymbol type, HashSet<ISymbol> seen) => seen.Add(type)
        && (type.TypeArguments.Concat(type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic).Select(field => field.Type))
            .OfType<INamedTypeSymbol>().Any(part => Own(parser, part) || IsIn(parser, part, seen)));

    private static bool Own(TypeParser parser, INamedTypeSymbol type) => parser.Custom.Has(type) || TypeAttributes.MemoryPackOnly(type) is not null;

    // The codec is the user's own struct; what it writes nobody else can go over.
    private static TypeModel Direct(INamedTypeSymbol type, CustomCodec custom)
    {
        string codec = TypeNames.Key(custom.Codec);
        bool takesNull = custom.Target.NullableAnnotation == NullableAnnotation.Annotated;
        TypeModel model = TypeChooser.Model(type, TypeCategory.Custom, codec, $"!'{TypeNames.Display(type)}'");
        return !type.IsReferenceType || takesNull
            ? model
            : model with { Codec = $"global::Rpc.Codec.PresentCodec<{model.BareName}, {codec}>", Shape = "?" + model.Shape };
    }

    private static TypeModel? Surrogate(TypeParser parser, INamedTypeSymbol type, CustomCodec custom, ITypeSymbol surrogate, Location? place)
    {
        string name = TypeNames.Display(type);
        string codec = TypeCodecNames.Codec(TypeNames.Key(type));
        TypeModel model = TypeChooser.Model(type, TypeCategory.Custom, parser.CodecName(codec), $"@{name};");
        if (!parser.TryBegin(codec))
        {
            return model;
        }

        if (Circle(parser, type, surrogate))
        {
            return parser.FailType(type, TypeDiagnostics.NoCodec, custom.Place ?? place, TypeNames.Display(custom.Codec), $"the surrogate of {name} leads back to it");
        }

        parser.Remember(type, model);
        bool isWrapped = type.IsReferenceType && surrogate is { IsValueType: true } and not INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        ITypeSymbol carrier = isWrapped
            ? parser.Compilation.GetSpecialType(SpecialType.System_Nullable_T).Construct(surrogate)
            : surrogate.IsReferenceType ? surrogate.WithNullableAnnotation(Annotation(type, surrogate)) : surrogate;
        if (parser.Parse(carrier, custom.Place ?? place) is not { } carried)
        {
            return parser.Refuse(type);
        }

        parser.AddShape(name, carried.Shape);
        parser.Define(type, model, new TypeSurrogate(codec, TypeNames.Key(custom.Codec), carried, isWrapped));
        return model;
    }

    // A null class is a null surrogate; a struct has no null to tell of, unless its surrogate says so.
    private static NullableAnnotation Annotation(INamedTypeSymbol type, ITypeSymbol surrogate) =>
        type.IsReferenceType || surrogate.NullableAnnotation == NullableAnnotation.Annotated ? NullableAnnotation.Annotated : NullableAnnotation.NotAnnotated;

    // A surrogate that is a type with a surrogate, and so on, must end at something that travels.
    private static bool Circle(TypeParser parser, INamedTypeSymbol type, ITypeSymbol surrogate)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { type };
        for (ITypeSymbol? each = surrogate; each is INamedTypeSymbol named; each = parser.Custom.Find(named) is { Count: > 0 } codecs ? codecs[0].Surrogate : null)
        {
            if (!seen.Add(named))
            {
                return true;
            }
        }

        return false;
    }
}
