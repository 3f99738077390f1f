using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Rpc.Generators.CodeFixes.Editing;

/// <summary>Text that fits in where it is put: the indentation and the line ends of its neighbours.</summary>
internal static class Layout
{
    /// <summary>The white space before the node's first token on its line.</summary>
    public static string Indentation(SyntaxNode node)
    {
        string leading = node.GetLeadingTrivia().ToFullString();
        string last = leading.Substring(leading.LastIndexOf('\n') + 1);
        return last.Trim().Length == 0 ? last : string.Empty;
    }

    /// <summary>Whether nothing stands before the node on its line.</summary>
    public static bool StartsLine(SyntaxNode node) =>
        node.GetFirstToken().GetPreviousToken() is { RawKind: not 0 } before
            ? before.TrailingTrivia.Concat(node.GetLeadingTrivia()).Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            : true;

    /// <summary>The line end that the file uses.</summary>
    public static SyntaxTrivia NewLine(SyntaxNode node) =>
        node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } found
            ? SyntaxFactory.EndOfLine(found.ToFullString())
            : SyntaxFactory.EndOfLine("\n");

    /// <summary>A member like its neighbour: on lines of its own, as deep. Lines are written with <c>\n</c> and without indentation; <c>global::</c> goes where it is not needed.</summary>
    public static MemberDeclarationSyntax Member(string text, SyntaxNode neighbour)
    {
        SyntaxTrivia newLine = NewLine(neighbour);
        string indentation = Indentation(neighbour);
        string placed = indentation + text.Replace("\n", newLine.ToFullString() + indentation);
        return SyntaxFactory.ParseMemberDeclaration(placed)!.WithTrailingTrivia(newLine).WithAdditionalAnnotations(Simplifier.Annotation);
    }

    /// <summary>A type to stand where another stood.</summary>
    public static TypeSyntax Type(string text, TypeSyntax before) =>
        SyntaxFactory.ParseTypeName(text).WithTriviaFrom(before).WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>The name with its first letter as a capital.</summary>
    public static string Capital(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>The name, or the name with a number, so that it is not taken.</summary>
    public static string Unused(string name, Func<string, bool> isTaken)
    {
        string unused = name;
        for (int i = 2; isTaken(unused); i++)
        {
            unused = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unused;
    }
}
