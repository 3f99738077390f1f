using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Rpc.Generators.CodeFixes.Editing;

/// <summary>Adds and removes attributes.</summary>
internal static class AttributeEdits
{
    /// <summary>The declaration with attributes above it, each on a line of its own, below its documentation; before it, where it shares its line with others.</summary>
    public static MemberDeclarationSyntax Add(MemberDeclarationSyntax declaration, params string[] attributes)
    {
        SyntaxTrivia indentation = SyntaxFactory.Whitespace(Layout.Indentation(declaration));
        SyntaxTrivia newLine = Layout.NewLine(declaration);
        if (!Layout.StartsLine(declaration))
        {
            indentation = SyntaxFactory.Whitespace(string.Empty);
            newLine = SyntaxFactory.Space;
        }

        SyntaxTriviaList leading = declaration.GetLeadingTrivia();
        List<AttributeListSyntax> lists = [.. attributes.Select(attribute => List(attribute).WithLeadingTrivia(indentation).WithTrailingTrivia(newLine))];
        lists[0] = lists[0].WithLeadingTrivia(leading);
        MemberDeclarationSyntax rest = declaration.WithLeadingTrivia(indentation);
        return rest.WithAttributeLists(rest.AttributeLists.InsertRange(0, lists));
    }

    /// <summary>The parameter of a positional record with an attribute of its property.</summary>
    public static ParameterSyntax AddToProperty(ParameterSyntax parameter, string attribute)
    {
        AttributeListSyntax list = List("property: " + attribute).WithLeadingTrivia(parameter.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
        ParameterSyntax rest = parameter.WithLeadingTrivia();
        return rest.WithAttributeLists(rest.AttributeLists.Insert(0, list));
    }

    /// <summary>The syntax around an attribute without it; a list that only held it goes as well.</summary>
    public static TNode Remove<TNode>(TNode node, AttributeSyntax attribute)
        where TNode : SyntaxNode
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            return node.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        // What stood before the list, its documentation say, belongs to what follows it.
        TNode tracked = node.TrackNodes(list);
        SyntaxToken next = tracked.GetCurrentNode(list)!.GetLastToken().GetNextToken();
        tracked = tracked.ReplaceToken(next, next.WithLeadingTrivia(list.GetLeadingTrivia()));
        return tracked.RemoveNode(tracked.GetCurrentNode(list)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    private static AttributeListSyntax List(string attribute) =>
        SyntaxFactory.ParseMemberDeclaration($"[{attribute}] int x;")!.AttributeLists[0].WithAdditionalAnnotations(Simplifier.Annotation);
}
