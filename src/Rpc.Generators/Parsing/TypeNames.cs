using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>The names that generated code, people and peers use for a type.</summary>
internal static class TypeNames
{
    /// <summary>How people and peers read a type.</summary>
    public static readonly SymbolDisplayFormat Readable = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.ExpandValueTuple | SymbolDisplayMiscellaneousOptions.ExpandNullable);

    /// <summary>The C# name with <c>global::</c>, nullable annotations and tuple element names. What says nothing about null counts as nullable.</summary>
    public static string Full(ITypeSymbol type) => Name(type, tupleNames: true);

    /// <summary>As <see cref="Full"/>, without tuple element names: equal for types that have one codec.</summary>
    public static string Key(ITypeSymbol type) => Name(type, tupleNames: false);

    /// <summary>Without <c>global::</c>, annotations and tuple syntax: equal for types that are one at run time.</summary>
    public static string Display(ITypeSymbol type) => type.ToDisplayString(Readable);

    /// <summary>Namespace and metadata name of the type's definition, <c>System.Collections.Generic.List`1</c>.</summary>
    public static string Metadata(ITypeSymbol type)
    {
        string name = type.OriginalDefinition.MetadataName;
        if (type.ContainingType is { } outer)
        {
            return Metadata(outer) + "+" + name;
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
    }

    /// <summary>How many types stand inside each other in the name of the type.</summary>
    public static int Nesting(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => 1 + Nesting(array.ElementType),
        INamedTypeSymbol { IsUnboundGenericType: false, TypeArguments.Length: > 0 } generic => 1 + generic.TypeArguments.Max(Nesting),
        _ => 1,
    };

    private static string Name(ITypeSymbol type, bool tupleNames)
    {
        string name = type switch
        {
            IArrayTypeSymbol array => ArrayName(array, tupleNames),
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Name(nullable.TypeArguments[0], tupleNames) + "?",
            INamedTypeSymbol { IsTupleType: true, TupleElements.Length: > 1 } tuple => TupleName(tuple, tupleNames),
            INamedTypeSymbol named => NamedName(named, tupleNames),
            _ => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        };
        return type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated ? name + "?" : name;
    }

    private static string ArrayName(IArrayTypeSymbol array, bool tupleNames)
    {
        // int[]?[,] is written outside in: the ranks of the outer arrays come first.
        var ranks = new StringBuilder();
        ITypeSymbol element = array;
        while (element is IArrayTypeSymbol inner)
        {
            if (!ReferenceEquals(inner, array))
            {
                // An annotated inner array ends the run: C# reads int[]?[] as an array of nullable arrays.
                if (inner.NullableAnnotation != NullableAnnotation.NotAnnotated)
                {
                    return Name(inner, tupleNames) + ranks;
                }
            }

            ranks.Append('[').Append(',', inner.Rank - 1).Append(']');
            element = inner.ElementType;
        }

        return Name(element, tupleNames) + ranks;
    }

    private static string TupleName(INamedTypeSymbol tuple, bool tupleNames)
    {
        var text = new StringBuilder("(");
        foreach (IFieldSymbol element in tuple.TupleElements)
        {
            if (text.Length > 1)
            {
                text.Append(", ");
            }

            text.Append(Name(element.Type, tupleNames));
            if (tupleNames && element.IsExplicitlyNamedTupleElement)
            {
                text.Append(' ').Append(Escape(element.Name));
            }
        }

        return text.Append(')').ToString();
    }

    private static string NamedName(INamedTypeSymbol type, bool tupleNames)
    {
        if (type.SpecialType != SpecialType.None && type.TypeArguments.IsEmpty && type.ContainingType is null)
        {
            string keyword = type.ToDisplayString(Readable);
            if (keyword.IndexOf('.') < 0)
            {
                return keyword;
            }
        }

        var text = new StringBuilder();
        if (type.ContainingType is { } outer)
        {
            text.Append(NamedName(outer, tupleNames)).Append('.');
        }
        else
        {
            text.Append("global::");
            if (type.ContainingNamespace is { IsGlobalNamespace: false } space)
            {
                text.Append(space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted))).Append('.');
            }
        }

        text.Append(Escape(type.Name));
        if (!type.TypeArguments.IsEmpty)
        {
            text.Append('<').Append(string.Join(", ", type.TypeArguments.Select(argument => Name(argument, tupleNames)))).Append('>');
        }

        return text.ToString();
    }

    /// <summary>A name as C# source: keywords get their at sign.</summary>
    public static string Escape(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? "@" + name : name;
}
