using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Diagnostics;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Interfaces and abstract classes that list their cases.</summary>
internal static class TypeUnions
{
    public static TypeModel? Parse(TypeParser parser, INamedTypeSymbol type, Location? place)
    {
        string name = TypeNames.Display(type);
        string codec = TypeCodecNames.Codec(TypeNames.Key(type));
        TypeModel model = TypeChooser.Model(type, TypeCategory.Union, parser.CodecName(codec), $"@{name};");
        if (!parser.TryBegin(codec))
        {
            return model;
        }

        Location? here = parser.PlaceOf(type, place);
        if (type.TypeKind != TypeKind.Interface && !type.IsAbstract)
        {
            return parser.FailType(type, TypeDiagnostics.BadUnionCase, here, name, "a union is an interface or an abstract class");
        }

        parser.Remember(type, model);
        var cases = new List<(INamedTypeSymbol Symbol, TypeUnionCase Case, Location? Place)>();
        foreach (AttributeData attribute in TypeAttributes.Unions(type))
        {
            Location? there = attribute.ApplicationSyntaxReference is { } written && parser.Compilation.ContainsSyntaxTree(written.SyntaxTree) ? written.GetSyntax().GetLocation() : here;
            if (Case(parser, type, attribute, there) is not { } unionCase)
            {
                return parser.FailType(type, TypeDiagnostics.BadUnionCase, there, name, Wrong(type, attribute));
            }

            if (unionCase.Case is null)
            {
                return null;
            }

            cases.Add((unionCase.Symbol, unionCase.Case, there));
        }

        if (cases.FirstOrDefault(c => c.Case.Type.Category is not (TypeCategory.Object or TypeCategory.MemoryPack)) is { Symbol: { } other } odd)
        {
            return parser.FailType(type, TypeDiagnostics.BadUnionCase, odd.Place, name, $"{TypeNames.Display(other)} is no class with members of its own; list the classes that are it");
        }

        if (cases.GroupBy(c => c.Case.Tag).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return parser.FailType(type, TypeDiagnostics.BadUnionCase, twice.ElementAt(1).Place, name, $"tag {twice.Key} stands there twice");
        }

        parser.AddShape(name, "<" + string.Join(",", cases.OrderBy(c => c.Case.Tag).Select(c => $"{c.Case.Tag}={c.Case.Type.Shape}")) + ">");
        parser.Define(type, model, new TypeUnion(codec, new(cases.OrderByDescending(c => Depth(c.Symbol)).ThenBy(c => c.Case.Tag).Select(c => c.Case))));
        return model;
    }

    // Null: the attribute is wrong. A null case: the type of the case was refused, and that was told.
    private static (INamedTypeSymbol Symbol, TypeUnionCase? Case)? Case(TypeParser parser, INamedTypeSymbol union, AttributeData attribute, Location? place)
    {
        if (attribute.ConstructorArguments is not { Length: 2 } arguments
            || arguments[0].Value is not { } tag
            || arguments[1].Value is not INamedTypeSymbol { IsUnboundGenericType: false } symbol
            || symbol.IsValueType
            || !parser.Compilation.ClassifyCommonConversion(symbol, union).IsImplicit)
        {
            return null;
        }

        TypeModel? model = parser.Parse(symbol.WithNullableAnnotation(NullableAnnotation.NotAnnotated), place);
        return (symbol, model is null ? null : new TypeUnionCase(System.Convert.ToInt32(tag, CultureInfo.InvariantCulture), model, symbol.IsSealed));
    }

    private static string Wrong(INamedTypeSymbol union, AttributeData attribute) =>
        attribute.ConstructorArguments is { Length: 2 } arguments && arguments[1].Value is INamedTypeSymbol symbol
            ? $"{TypeNames.Display(symbol)} is not a class that is a {TypeNames.Display(union)}"
            : "a case is a tag from 0 to 65,535 and a class";

    private static int Depth(INamedTypeSymbol type)
    {
        int depth = 0;
        for (INamedTypeSymbol? each = type; each is not null; each = each.BaseType)
        {
            depth++;
        }

        return depth;
    }
}
