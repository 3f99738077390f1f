using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace Rpc.Generators.CodeFixes.Editing;

/// <summary>The methods of a solution that have to change when the contract's does.</summary>
internal static class Implementations
{
    /// <summary>The declarations of the method, of those that implement it in any project, and of their overrides.</summary>
    public static async Task<IReadOnlyList<MethodDeclarationSyntax>> OfAsync(IMethodSymbol method, Solution solution, CancellationToken cancellationToken)
    {
        List<ISymbol> all = [method, .. await SymbolFinder.FindImplementationsAsync(method, solution, cancellationToken: cancellationToken).ConfigureAwait(false)];
        for (int i = 1; i < all.Count; i++)
        {
            IEnumerable<ISymbol> overrides = await SymbolFinder.FindOverridesAsync(all[i], solution, cancellationToken: cancellationToken).ConfigureAwait(false);
            all.AddRange(overrides.Where(each => !all.Contains(each, SymbolEqualityComparer.Default)));
        }

        return [.. all.SelectMany(each => Edits.Declarations<MethodDeclarationSyntax>(each, cancellationToken))];
    }
}
