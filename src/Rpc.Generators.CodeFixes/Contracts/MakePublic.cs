using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Takes the accessibility off a member, so that it is as public as an interface's members are by themselves.</summary>
internal sealed class MakePublic : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) => place.Node is MethodDeclarationSyntax or PropertyDeclarationSyntax
        ? [new("Make it public", "public", Edits.Replace(place, (MemberDeclarationSyntax)place.Node, member => ModifierEdits.WithAccess(member)))]
        : [];
}
