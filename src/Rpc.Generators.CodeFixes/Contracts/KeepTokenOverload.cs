using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Of two methods that differ by their token, keeps the one that has it, with a default.</summary>
internal sealed class KeepTokenOverload : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not MethodDeclarationSyntax method || place.MethodOf(method) is not { } symbol)
        {
            return [];
        }

        string signature = MethodIdentity.Signature(symbol);
        IMethodSymbol[] twins = [.. symbol.ContainingType.GetMembers(symbol.Name).OfType<IMethodSymbol>().Where(each => MethodIdentity.Signature(each) == signature)];
        if (twins.Length != 2)
        {
            return [];
        }

        int longer = twins[1].Parameters.Length > twins[0].Parameters.Length ? 1 : 0;
        return [new("Keep the one with the CancellationToken", "token", cancellationToken => ChangeAsync(place.Solution, twins[1 - longer], twins[longer], cancellationToken))];
    }

    private static async Task<Solution> ChangeAsync(Solution solution, IMethodSymbol without, IMethodSymbol with, CancellationToken cancellationToken)
    {
        MethodDeclarationSyntax[] kept = [.. Edits.Declarations<MethodDeclarationSyntax>(with, cancellationToken)];
        TypeDeclarationSyntax[] types = [.. Edits.Declarations<MethodDeclarationSyntax>(without, cancellationToken).Concat(kept).Select(method => method.Parent).OfType<TypeDeclarationSyntax>()];
        MethodDeclarationSyntax[] dropped = [.. Edits.Declarations<MethodDeclarationSyntax>(without, cancellationToken)];
        return await Edits.ReplaceAllAsync(solution, types, (type, _) => Change(type, dropped, kept), cancellationToken).ConfigureAwait(false);
    }

    private static TypeDeclarationSyntax Change(TypeDeclarationSyntax type, MethodDeclarationSyntax[] dropped, MethodDeclarationSyntax[] kept)
    {
        List<MemberDeclarationSyntax> members = [];
        foreach (MemberDeclarationSyntax member in type.Members.Where(member => !dropped.Contains(member)))
        {
            MemberDeclarationSyntax left = member is MethodDeclarationSyntax method && kept.Contains(method)
                ? method.WithParameterList(ParameterEdits.With(method.ParameterList, method.ParameterList.Parameters.Select((each, i) => i == method.ParameterList.Parameters.Count - 1 ? TokenEdits.WithDefault(each) : each)))
                : member;

            // The first member has no blank line before it.
            members.Add(members.Count == 0 ? left.WithLeadingTrivia(left.GetLeadingTrivia().SkipWhile(trivia => trivia.ToString() is "\n" or "\r\n")) : left);
        }

        return type.WithMembers(new SyntaxList<MemberDeclarationSyntax>(members));
    }
}
