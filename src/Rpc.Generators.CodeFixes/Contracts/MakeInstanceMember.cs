using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Makes a static abstract method or property one of the object; not an operator, which cannot be one.</summary>
internal sealed class MakeInstanceMember : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) => place.Node is MethodDeclarationSyntax or PropertyDeclarationSyntax
        ? [new("Make it an instance member", "instance", Edits.Replace(place, (MemberDeclarationSyntax)place.Node, member =>
            ModifierEdits.Without(member, SyntaxKind.StaticKeyword, SyntaxKind.AbstractKeyword)))]
        : [];
}
