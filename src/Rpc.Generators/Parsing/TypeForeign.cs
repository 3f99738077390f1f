using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>Types of other assemblies: the codecs that those assemblies wrote themselves, and when one may be written here instead.</summary>
internal sealed class TypeForeign(Compilation compilation)
{
    /// <summary>The model of a type whose own assembly wrote its codec, or null.</summary>
    public TypeModel? Find(TypeParser parser, INamedTypeSymbol type) => compilation is null || parser is null || type is null ? null : null;

    /// <summary>Why a struct of another assembly has no dependable layout, or null.</summary>
    public static string? LayoutRefusal(INamedTypeSymbol type) => type is null ? "" : null;

    /// <summary>Why the members of a class of another assembly have no dependable order, or null.</summary>
    public static string? MemberRefusal(TypeParser parser, INamedTypeSymbol type, List<ISymbol> members, bool[] bound)
    {
        if (members.Count > 0 && members.All(m => TypeAttributes.Order(m) is not null))
        {
            return null;
        }

        for (int i = 0; i < members.Count; i++)
        {
            bool isSettable = bound[i] || members[i] switch
            {
                IFieldSymbol field => !field.IsReadOnly && parser.IsAccessible(field),
                IPropertySymbol property => property.SetMethod is { } setter && parser.IsAccessible(setter),
                _ => false,
            };
            if (!isSettable)
            {
                return $"its member {members[i].Name} is neither settable nor bound to a constructor parameter";
            }
        }

        return members.GroupBy(m => m.ContainingType, SymbolEqualityComparer.Default).Any(level => level.Any(m => m is IFieldSymbol) && level.Any(m => m is IPropertySymbol))
            ? $"{type.Name} mixes public fields and properties, whose order a reference assembly does not keep"
            : null;
    }
}
