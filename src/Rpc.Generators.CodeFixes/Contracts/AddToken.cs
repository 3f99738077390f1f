using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Gives a method a cancellation token, in the contract and in what implements it. Calls stay as they are.</summary>
internal sealed class AddToken : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) =>
        place.Node is MethodDeclarationSyntax method && place.MethodOf(method) is { } symbol
            ? [new("Add a CancellationToken", "token", async cancellationToken => await Edits.ReplaceAllAsync(
                place.Solution,
                await Implementations.OfAsync(symbol, place.Solution, cancellationToken).ConfigureAwait(false),
                (_, each) => TokenEdits.Add(each),
                cancellationToken).ConfigureAwait(false))]
            : [];
}
