using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Moves the first cancellation token to the end and drops the others, in the contract and in what implements it. Not beside <c>params</c>, which has to be last itself.</summary>
internal sealed class TokenLast : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not ParameterSyntax { Parent.Parent: MethodDeclarationSyntax method }
            || place.MethodOf(method) is not { } symbol
            || symbol.Parameters.Any(parameter => parameter.IsParams))
        {
            return [];
        }

        int[] tokens = [.. symbol.Parameters.Where(MethodParameters.IsToken).Select(parameter => parameter.Ordinal)];
        return [new("Move the cancellation token to the end", "last", async cancellationToken => await Edits.ReplaceAllAsync(
            place.Solution,
            await Implementations.OfAsync(symbol, place.Solution, cancellationToken).ConfigureAwait(false),
            (_, each) => TokenEdits.Last(each, tokens),
            cancellationToken).ConfigureAwait(false))];
    }
}
