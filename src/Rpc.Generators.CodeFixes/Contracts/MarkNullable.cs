using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Lets a parameter be the null that is its default.</summary>
internal sealed class MarkNullable : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) => place.Node is ParameterSyntax { Type: not null and not NullableTypeSyntax } parameter
        ? [new($"Mark '{parameter.Identifier.ValueText}' nullable", "nullable", Edits.Replace(place, parameter, Change))]
        : [];

    private static ParameterSyntax Change(ParameterSyntax parameter)
    {
        TypeSyntax type = parameter.Type!;
        ParameterSyntax changed = parameter.WithType(SyntaxFactory.NullableType(type.WithoutTrailingTrivia()).WithTrailingTrivia(type.GetTrailingTrivia()));
        return changed.Default?.Value is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } silenced
            ? changed.ReplaceNode(silenced, silenced.Operand.WithTriviaFrom(silenced))
            : changed;
    }
}
