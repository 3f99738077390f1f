using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Rpc.Generators.CodeFixes.Editing;
using Rpc.Generators.Parsing;

namespace Rpc.Generators.CodeFixes.Types;

/// <summary>Keeps a member at home: with <c>[MemberIgnore]</c>, or without the <c>[MemberInclude]</c> that sends it. Not one that the constructor or its type's user has to give.</summary>
internal sealed class IgnoreMember : Repair
{
    public override IEnumerable<RepairOffer> Offers(RepairPlace place)
    {
        if (MemberSyntax.Of(place.Node) is not MemberDeclarationSyntax member || member.Modifiers.Any(SyntaxKind.RequiredKeyword))
        {
            return [];
        }

        AttributeSyntax? include = member.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(each => ContractSymbols.Is(place.Model.GetTypeInfo(each).Type, "Rpc", "MemberIncludeAttribute"));
        return [include is null
            ? new("Keep it at home with [MemberIgnore]", "ignore", Edits.Replace(place, member, before => AttributeEdits.Add(before, "global::Rpc.MemberIgnore")))
            : new("Keep it at home: remove [MemberInclude]", "ignore", Edits.Replace(place, member, before => AttributeEdits.Remove(before, include)))];
    }
}
