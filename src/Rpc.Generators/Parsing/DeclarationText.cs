using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Rpc.Generators.Parsing;

/// <summary>A file without the bodies of its methods: all that can matter to a symbol.</summary>
/// <remarks>
/// A body stays where it can matter after all: in a type with a primary constructor or one of several parts, since a parameter that a method uses becomes a
/// field; in properties, which may use <c>field</c>; and where it holds directives, since <c>#nullable</c> reaches behind its end. Comments outside of bodies
/// stay, because descriptors carry summaries.
/// </remarks>
internal static class DeclarationText
{
    /// <summary>Adds the parts of the text one after another, with a mark in the place of each body that is left out.</summary>
    public static void Add(SyntaxTree tree, DeclarationHash hash)
    {
        var parts = new Parts(tree.GetText(), hash);
        if (tree.GetRoot() is CompilationUnitSyntax unit)
        {
            Members(unit.Members, parts);
        }

        parts.End();
    }

    private static void Members(SyntaxList<MemberDeclarationSyntax> members, Parts parts)
    {
        foreach (MemberDeclarationSyntax member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    Members(space.Members, parts);
                    break;
                case TypeDeclarationSyntax type when type.ParameterList is null && !type.Modifiers.Any(SyntaxKind.PartialKeyword):
                    Members(type.Members, parts);
                    break;
                case BaseMethodDeclarationSyntax method:
                    parts.LeaveOut((SyntaxNode?)method.Body ?? method.ExpressionBody);
                    break;
                case GlobalStatementSyntax statement:
                    parts.LeaveOut(statement);
                    break;
            }
        }
    }

    private sealed class Parts(SourceText text, DeclarationHash hash)
    {
        private int _position;

        public void LeaveOut(SyntaxNode? body)
        {
            if (body is null || body.ContainsDirectives)
            {
                return;
            }

            hash.Add(text.ToString(TextSpan.FromBounds(_position, body.SpanStart)));
            hash.Add(body.Kind().ToString());
            _position = body.Span.End;
        }

        public void End() => hash.Add(text.ToString(TextSpan.FromBounds(_position, text.Length)));
    }
}
