using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Cancellation tokens in parameter lists.</summary>
internal static class TokenEdits
{
    /// <summary>The parameter with the default that lets callers leave it away.</summary>
    public static ParameterSyntax WithDefault(ParameterSyntax token) => token.Default is not null
        ? token
        : token.WithoutTrivia().WithIdentifier(token.Identifier.WithTrailingTrivia(SyntaxFactory.Space)).WithDefault(SyntaxFactory.EqualsValueClause(
            SyntaxFactory.Token(default, SyntaxKind.EqualsToken, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
            SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)));

    /// <summary>The method with one token, of those at these places, at the end.</summary>
    public static MethodDeclarationSyntax Last(MethodDeclarationSyntax method, IReadOnlyList<int> tokens)
    {
        var all = method.ParameterList.Parameters;
        IEnumerable<ParameterSyntax> others = all.Where((_, i) => !tokens.Contains(i));
        return method.WithParameterList(ParameterEdits.With(method.ParameterList, others.Append(HasDefaults(method) ? WithDefault(all[tokens[0]]) : all[tokens[0]])));
    }

    /// <summary>The method with a token more.</summary>
    public static MethodDeclarationSyntax Add(MethodDeclarationSyntax method)
    {
        string name = Layout.Unused("cancellationToken", taken => method.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == taken));
        string value = HasDefaults(method) ? " = default" : string.Empty;
        ParameterSyntax token = SyntaxFactory.ParseParameterList($"(global::System.Threading.CancellationToken {name}{value})").Parameters[0].WithAdditionalAnnotations(Simplifier.Annotation);
        return method.WithParameterList(ParameterEdits.With(method.ParameterList, method.ParameterList.Parameters.Add(token)));
    }

    // Nobody calls an explicit implementation by its name, so a default there means nothing, and the compiler says so.
    private static bool HasDefaults(MethodDeclarationSyntax method) => method.ExplicitInterfaceSpecifier is null;
}
