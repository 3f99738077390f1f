using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Rpc.Generators.Model;

namespace Rpc.Generators.Parsing;

/// <summary>The roles that <c>[RequireRole]</c> asks of callers.</summary>
internal static class RequiredRoles
{
    /// <summary>One set for each attribute, in the order of the symbols. One without a role, or with what cannot be read, is a set that nobody fulfils: rather nobody than everybody.</summary>
    public static EquatableArray<RoleSet> Of(IEnumerable<ISymbol> marked) => new(marked
        .SelectMany(symbol => symbol.GetAttributes())
        .Where(data => ContractSymbols.Is(data.AttributeClass, "Rpc", "RequireRoleAttribute"))
        .Select(data => new RoleSet(new EquatableArray<string>(data.ConstructorArguments.SelectMany(Values)))));

    private static IEnumerable<string> Values(TypedConstant argument) => argument.Kind == TypedConstantKind.Array
        ? argument.IsNull ? [] : argument.Values.Select(value => value.Value).OfType<string>()
        : new[] { argument.Value }.OfType<string>();
}
