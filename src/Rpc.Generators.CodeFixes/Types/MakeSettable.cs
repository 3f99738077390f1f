using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Gives a property an <c>init</c>.</summary>
internal sealed class MakeSettable : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) => MemberSyntax.Of(place.Node) is PropertyDeclarationSyntax { AccessorList.Accessors: { Count: 1 } accessors } property
        ? [new("Add init", "init", Edits.Replace(place, property, before => AccessorEdits.Add(before, accessors[0], SyntaxKind.InitAccessorDeclaration)))]
        : [];
}
