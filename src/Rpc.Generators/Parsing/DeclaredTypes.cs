using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Rpc.Generators.Parsing;

/// <summary>The types that the sources of a compilation declare.</summary>
internal static class DeclaredTypes
{
    /// <summary>All of them, those inside of others too.</summary>
    public static IEnumerable<INamedTypeSymbol> All(Compilation compilation) => In(compilation.Assembly.GlobalNamespace);

    /// <summary>The interfaces with <c>[Remote]</c>.</summary>
    public static IEnumerable<INamedTypeSymbol> Contracts(Compilation compilation) => All(compilation).Where(type => type.TypeKind == TypeKind.Interface && TypeAttributes.IsRemote(type));

    private static IEnumerable<INamedTypeSymbol> In(INamespaceSymbol space) => space.GetMembers()
        .SelectMany(member => member is INamedTypeSymbol type ? WithNested(type) : In((INamespaceSymbol)member));

    // Not by all members: the compiler would make those for each type.
    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) => type.GetTypeMembers().SelectMany(WithNested).Prepend(type);
}
