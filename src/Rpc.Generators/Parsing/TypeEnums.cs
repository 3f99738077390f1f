using System;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The names and numbers of enums.</summary>
internal static class TypeEnums
{
    /// <summary>Null for an enum of the platform, which has its own rules for what may change.</summary>
    public static TypeEnum? Of(INamedTypeSymbol type) => IsOfPlatform(type)
        ? null
        : new TypeEnum(
            TypeNames.Display(type),
            TypeNames.Display(type.EnumUnderlyingType!),
            new(type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(field => new TypeEnumMember(field.Name, Text(field.ConstantValue!)))));

    private static string Text(object value) => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);

    private static bool IsOfPlatform(INamedTypeSymbol type)
    {
        INamespaceSymbol? space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
    }
}
