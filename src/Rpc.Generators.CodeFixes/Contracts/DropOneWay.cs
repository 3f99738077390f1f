using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Contracts;

/// <summary>Removes <c>[OneWay]</c>, so that the result comes back.</summary>
internal sealed class DropOneWay : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        AttributeSyntax? attribute = place.Node is MemberDeclarationSyntax
            ? place.Node.DescendantNodes().OfType<AttributeSyntax>().FirstOrDefault(each => ContractSymbols.Is(place.Model.GetTypeInfo(each).Type, "Rpc", "OneWayAttribute"))
            : null;
        return attribute is null ? [] : [new("Remove [OneWay]", "wait", Edits.Replace(place, attribute.Parent!.Parent!, declaration => AttributeEdits.Remove(declaration, attribute)))];
    }
}
