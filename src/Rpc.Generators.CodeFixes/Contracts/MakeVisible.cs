using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Makes a type, and those around it, as visible as generated code needs: internal, or protected internal where it was protected.</summary>
internal sealed class MakeVisible : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (place.Node is not BaseTypeDeclarationSyntax declaration || place.TypeOf(declaration) is not { } type)
        {
            return [];
        }

        List<INamedTypeSymbol> hidden = [];
        for (INamedTypeSymbol? each = type; each is not null; each = each.ContainingType)
        {
            if (each.IsFileLocal || each.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                hidden.Add(each);
            }
        }

        string names = string.Join(" and ", hidden.Select(each => $"'{each.Name}'"));
        return hidden.Count == 0 ? [] : [new($"Make {names} internal", "internal", cancellationToken => Edits.ReplaceAllAsync(
            place.Solution, hidden.SelectMany(each => Edits.Declarations<BaseTypeDeclarationSyntax>(each, cancellationToken)), (_, each) => Open(each), cancellationToken))];
    }

    private static MemberDeclarationSyntax Open(BaseTypeDeclarationSyntax type)
    {
        bool isProtected = type.Modifiers.Any(SyntaxKind.ProtectedKeyword) && !type.Modifiers.Any(SyntaxKind.PrivateKeyword);
        return isProtected ? ModifierEdits.WithAccess(type, SyntaxKind.ProtectedKeyword, SyntaxKind.InternalKeyword) : ModifierEdits.WithAccess(type, SyntaxKind.InternalKeyword);
    }
}
