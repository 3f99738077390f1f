using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Rpc.Generators.CodeFixes;

/// <summary>The place that a diagnostic points at.</summary>
/// <param name="Document">The file.</param>
/// <param name="Root">Its syntax.</param>
/// <param name="Model">Its meaning.</param>
/// <param name="Diagnostic">What was told.</param>
internal sealed record RepairPlace(Document Document, SyntaxNode Root, SemanticModel Model, Diagnostic Diagnostic)
{
    public Solution Solution => Document.Project.Solution;

    /// <summary>What the diagnostic points at: a declaration where it points at a name, else the type or attribute that is written there.</summary>
    public SyntaxNode Node => Root.FindNode(Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The method that the syntax declares.</summary>
    public IMethodSymbol? MethodOf(MethodDeclarationSyntax method) => Model.GetDeclaredSymbol(method) as IMethodSymbol;

    /// <summary>The type that the syntax declares.</summary>
    public INamedTypeSymbol? TypeOf(BaseTypeDeclarationSyntax type) => Model.GetDeclaredSymbol(type) as INamedTypeSymbol;
}
