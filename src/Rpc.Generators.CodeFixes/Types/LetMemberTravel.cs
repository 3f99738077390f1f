using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Removes <c>[MemberIgnore]</c> from a member of a struct that travels as its memory.</summary>
internal sealed class LetMemberTravel : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place) =>
        MemberSyntax.Of(place.Node) is MemberDeclarationSyntax member
        && member.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(each => ContractSymbols.Is(place.Model.GetTypeInfo(each).Type, "Rpc", "MemberIgnoreAttribute")) is { } ignore
            ? [new("Remove [MemberIgnore]", "travel", Edits.Replace(place, member, before => AttributeEdits.Remove(before, ignore)))]
            : [];
}
