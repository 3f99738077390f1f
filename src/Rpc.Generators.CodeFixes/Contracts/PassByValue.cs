using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Passes a parameter by value; not for <c>out</c>, which brings nothing in.</summary>
internal sealed class PassByValue : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) =>
        place.Node is ParameterSyntax parameter && !parameter.Modifiers.Any(SyntaxKind.OutKeyword)
            ? [new($"Pass '{parameter.Identifier.ValueText}' by value", "value", Edits.Replace(place, parameter, ByValue))]
            : [];

    /// <summary>The parameter without <c>ref</c>, <c>in</c>, <c>out</c> and <c>readonly</c>.</summary>
    public static ParameterSyntax ByValue(ParameterSyntax parameter)
    {
        SyntaxTokenList rest = SyntaxFactory.TokenList(parameter.Modifiers.Where(token =>
            token.Kind() is not (SyntaxKind.RefKeyword or SyntaxKind.InKeyword or SyntaxKind.OutKeyword or SyntaxKind.ReadOnlyKeyword)));
        SyntaxTriviaList leading = parameter.GetLeadingTrivia();
        return parameter.WithModifiers(rest).WithLeadingTrivia(leading);
    }
}
