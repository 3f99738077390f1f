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

    private static IEnumerable<INamedTypeSymbol> In(INamespaceOrTypeSymbol container) => container.GetMembers().OfType<INamespaceOrTypeSymbol>()
        .SelectMany(member => member is INamedTypeSymbol type ? In(type).Prepend(type) : In(member));
}
