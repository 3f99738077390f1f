using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Where a member that travels is written: a property, a field with a declaration of its own, or a parameter of a positional record.</summary>
internal static class MemberSyntax
{
    /// <summary>The declaration that can carry attributes of this member alone; null where there is none.</summary>
    public static SyntaxNode? Of(SyntaxNode node) => node switch
    {
        PropertyDeclarationSyntax or ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } => node,
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: FieldDeclarationSyntax field } } => field,
        _ => null,
    };

    /// <summary>The declaration with an attribute more.</summary>
    public static SyntaxNode Add(SyntaxNode member, string attribute) => member is ParameterSyntax parameter
        ? AttributeEdits.AddToProperty(parameter, attribute)
        : AttributeEdits.Add((MemberDeclarationSyntax)member, attribute);
}
